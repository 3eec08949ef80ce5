import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { CustomerInput } from '../../domain/customer.ts';

/** What the archive adds to an input when it files one. */
export interface Filed {
  readonly archiveNo: string;
  readonly nameKey: string;
  readonly nameSort: string;
  readonly completeness: number;
  readonly filedOn: string;
  readonly at: number;
}

export function listCodes(db: ReadableDb, list: string): string[] {
  return db
    .rows<{ code: string }>(
      'select code from list_item where list = ? and active = 1 order by position',
      list,
    )
    .map(({ code }) => code);
}

export function listPeople(db: ReadableDb): number[] {
  return db.rows<{ id: number }>('select id from person where active = 1 order by id').map(({ id }) => id);
}

const INSERT_CUSTOMER = `insert into customer (archive_no, category, party, name, name_key, name_sort, uscc,
  sub_type, industry, size, status, province, city, district, address, grade, secrecy, secrecy_until,
  retention, first_contact_on, filed_on, annual_volume, contract_ends_on, legacy_code, responsible_id,
  shelf_room, shelf_cabinet, shelf_level, shelf_position, note, completeness, created_at, updated_at)
  values (${Array.from({ length: 33 }, () => '?').join(', ')})`;

export function insertCustomer(db: WritableDb, input: CustomerInput, filed: Filed): number {
  return db.execute(
    INSERT_CUSTOMER,
    filed.archiveNo,
    input.category,
    input.party,
    input.name,
    filed.nameKey,
    filed.nameSort,
    input.uscc,
    input.subType,
    input.industry,
    input.size,
    input.status,
    input.province,
    input.city,
    input.district,
    input.address,
    input.grade,
    input.secrecy,
    input.secrecyUntil,
    input.retention,
    input.firstContactOn,
    filed.filedOn,
    input.annualVolume,
    input.contractEndsOn,
    input.legacyCode,
    input.responsibleId,
    input.shelf?.room ?? null,
    input.shelf?.cabinet ?? null,
    input.shelf?.level ?? null,
    input.shelf?.position ?? null,
    input.note,
    filed.completeness,
    filed.at,
    filed.at,
  ).lastInsertRowid;
}

/** Former names, index terms, and people with their phones. */
export function insertParts(db: WritableDb, id: number, input: CustomerInput): void {
  let positionNo = 0;
  const addPhone = (number: string | null, contactId: number | null) => {
    if (number === null) return;
    positionNo += 1;
    db.execute(
      `insert into customer_phone (customer_id, position_no, number, digits, contact_id) values (?, ?, ?, ?, ?)`,
      id,
      positionNo,
      number,
      number.replaceAll('-', ''),
      contactId,
    );
  };
  for (const number of input.phones) addPhone(number, null);
  input.contacts.forEach(({ name, position, mobile, phone }, index) => {
    const contactId = db.execute(
      `insert into contact (customer_id, position_no, name, position, mobile, phone) values (?, ?, ?, ?, ?, ?)`,
      id,
      index + 1,
      name,
      position,
      mobile,
      phone,
    ).lastInsertRowid;
    addPhone(mobile, contactId);
    addPhone(phone, contactId);
  });
  for (const name of input.formerNames)
    db.execute('insert or ignore into former_name (customer_id, name) values (?, ?)', id, name);
  for (const term of input.indexTerms)
    db.execute('insert or ignore into index_term (customer_id, term) values (?, ?)', id, term);
}

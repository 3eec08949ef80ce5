import type { ReadableDb } from '../../connection/handles.ts';
import type { LineFacts } from '../../domain/customer-list.ts';
import type { Guarded } from '../../work/guarded.ts';

/** As much of a note as a line has room for. */
const NOTE_SHOWN = 120;

type FactsRow = LineFacts & Guarded & { readonly id: number };

/** The first number in the table of phones is the company's, where it has one. */
export const FACTS_QUERY = `select customer.id, secrecy, secrecy_until as secrecyUntil,
    responsible_id as responsibleId, keeper_id as keeperId,
    contact.name as contact, coalesce(contact.mobile, contact.phone, number) as phone,
    address, uscc, substr(customer.note, 1, ${NOTE_SHOWN}) as note
  from json_each(?) cross join customer on customer.id = json_each.value
    left join contact on contact.customer_id = customer.id and contact.position_no = 1
    left join customer_phone on customer_phone.customer_id = customer.id and customer_phone.position_no = 1`;

/** What a page of a list shows besides its lines: only the first person and number of each are read. */
export function readFacts(
  db: ReadableDb,
  ids: readonly number[],
): Map<number, { guarded: Guarded; facts: LineFacts }> {
  const rows = db.rows<FactsRow>(FACTS_QUERY, JSON.stringify(ids));
  return new Map(
    rows.map(({ id, contact, phone, address, uscc, note, ...guarded }) => [
      id,
      { guarded, facts: { contact, phone, address, uscc, note } },
    ]),
  );
}

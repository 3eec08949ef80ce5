import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ACTIONS,
  classesFor,
  may,
  mayEver,
  type Action,
  type Relation,
  type Subject,
} from '../../db/domain/permissions.ts';
import { ROLES, SECRECY_CLASSES, type Role } from '../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';
import { because } from '../support/reasons.ts';

interface Made extends Subject {
  readonly id: number;
  readonly archiveNo: string;
}

const STANDING = ['own', 'assigned', 'none'] as const satisfies readonly Relation[];
const NAME = '佛山市同名五金有限公司';
const NOTE = '月结九十天';
const PHONE = '0757-62980843';

/** One archive of every class and relation to a person; all alike in everything else. */
async function makeRecords(vault: TestVault, personId: number): Promise<Made[]> {
  const made: Made[] = [];
  for (const secrecy of SECRECY_CLASSES)
    for (const relation of STANDING) {
      const input = aCustomer({ name: NAME, note: NOTE, phones: [PHONE], secrecy });
      const filed = await vault.as('archivist').customers.create(input);
      made.push({ ...filed, secrecy, relations: [relation] });
      if (relation === 'none') continue;
      await vault.as('service_manager').customers.assign({
        id: filed.id,
        version: 1,
        responsibleId: relation === 'own' ? personId : null,
        keeperId: relation === 'assigned' ? personId : null,
        reason: because('指定经办人'),
      });
    }
  return made;
}

async function personIdOf(vault: TestVault, role: Role): Promise<number> {
  return (await vault.as(role).vault.status()).account?.personId ?? 0;
}

/** The refusal that the table wants, undefined for none. */
function refusalBy(role: Role, action: Action, subject: Subject): string | undefined {
  if (!mayEver([role], action)) return 'access.denied';
  if (!may([role], 'customers.list', subject)) return 'customers.not_found';
  return may([role], action, subject) ? undefined : 'access.denied';
}

test.each(ROLES)(
  '%s meets every class and relation as the table says, in each procedure on one archive',
  async (role) => {
    await using vault = await openTestVault();
    const records = await makeRecords(vault, await personIdOf(vault, role));
    const { customers, prints } = vault.as(role);
    // A Word file takes a thread of its own: one that is written tells as much as twelve.
    const printed = records.find((record) => refusalBy(role, 'customers.print', record) === undefined);
    for (const record of records) {
      const { id, archiveNo, secrecy } = record;
      const input = aCustomer({ name: NAME, secrecy });
      const isWritten = record === printed || refusalBy(role, 'customers.print', record) !== undefined;
      const answers = {
        'customers.list': await codeOf(customers.get({ id })),
        'by number': await codeOf(customers.getByArchiveNo({ archiveNo })),
        'customers.read': await codeOf(customers.history({ id })),
        'customers.print': await codeOf(prints.pages({ form: 'card', id })),
        docx: isWritten ? await codeOf(prints.docx({ form: 'card', id })) : undefined,
        'customers.edit': await codeOf(customers.update({ id, version: 99, input, reason: null })),
        'customers.classify': await codeOf(
          customers.classify({ id, version: 99, secrecy, secrecyUntil: null, reason: because('复核') }),
        ),
      };
      const people = { responsibleId: null, keeperId: null };
      const assigned = await codeOf(
        customers.assign({ id, version: 99, ...people, reason: because('换人') }),
      );
      const stale = (action: Action) => refusalBy(role, action, record) ?? 'customers.version_conflict';
      expect({ record, assigned }).toEqual({ record, assigned: stale('customers.assign') });
      expect({ record, answers }).toEqual({
        record,
        answers: {
          'customers.list': refusalBy(role, 'customers.list', record),
          'by number': refusalBy(role, 'customers.list', record),
          'customers.read': refusalBy(role, 'customers.read', record),
          'customers.print': refusalBy(role, 'customers.print', record),
          docx: refusalBy(role, 'customers.print', record),
          'customers.edit': stale('customers.edit'),
          'customers.classify': stale('customers.classify'),
        },
      });
    }
  },
);

const READERS = ROLES.filter((role) => mayEver([role], 'customers.list'));

test.each(READERS)(
  '%s finds, lists and counts what the table shows, and by hidden fields what it opens',
  async (role) => {
    await using vault = await openTestVault();
    const records = await makeRecords(vault, await personIdOf(vault, role));
    const idsFor = (action: Action) =>
      records
        .filter((record) => may([role], action, record) && may([role], 'customers.list', record))
        .map(({ id }) => id);
    const { customers, search } = vault.as(role);
    const found = async (text: string) =>
      (await search.query({ text, limit: 100 })).results.map(({ id }) => id).toSorted((a, b) => a - b);
    const page = await search.list({ start: { offset: 0 }, limit: 100 });
    const facets = await search.facets({});
    const similar = async (draft: { name: string; phones: string[] }) =>
      (await customers.similar({ uscc: null, ...draft })).map(({ id }) => id).toSorted((a, b) => a - b);
    const [shown, open] = [idsFor('customers.list'), idsFor('customers.read')];
    const asked = {
      listed: page.rows.map(({ id }) => id).toSorted((a, b) => a - b),
      total: page.total,
      facets: facets.total,
      classes: (facets.dimensions['secrecy'] ?? []).reduce((sum, { count }) => sum + count, 0),
      byName: await found(NAME),
      count: (await search.query({ text: NAME, limit: 1, exactTotal: true })).total,
      byNote: await found(NOTE),
      countByNote: (await search.query({ text: NOTE, limit: 1, exactTotal: true })).total,
      byPhone: await found('62980843'),
      listedByNote: (await search.list({ text: NOTE, start: { offset: 0 }, limit: 100 })).total,
      facetsByNote: (await search.facets({ text: NOTE })).total,
      alikeByPhone: await similar({ name: '', phones: [PHONE] }),
    };
    expect(asked).toEqual({
      listed: shown,
      total: shown.length,
      facets: shown.length,
      classes: shown.length,
      byName: shown,
      count: shown.length,
      byNote: open,
      countByNote: open.length,
      byPhone: open,
      listedByNote: open.length,
      facetsByNote: open.length,
      alikeByPhone: open.filter((id) => asked.alikeByPhone.includes(id)),
    });
    const token = vault.grant(role, join(vault.folder, 'list.xlsx'), 'write');
    const exporting = customers.export({ token, view: {}, ids: null, language: 'en' });
    const taken = idsFor('customers.export').length;
    expect(mayEver([role], 'customers.export') ? await exporting : await codeOf(exporting)).toEqual(
      mayEver([role], 'customers.export')
        ? { exported: taken, withheld: shown.length - taken }
        : 'access.denied',
    );
  },
);

test('whoever may name the responsible person gains nothing by naming themselves', () => {
  const editors = ROLES.filter((role) => mayEver([role], 'customers.edit'));
  for (const editor of editors)
    for (const other of ROLES)
      for (const action of ACTIONS.filter((name) => name.startsWith('customers.'))) {
        const roles = [editor, other];
        const [named, before] = [classesFor(roles, action, 'own'), classesFor(roles, action, 'none')];
        expect([editor, other, action, named]).toEqual([editor, other, action, before]);
      }
});

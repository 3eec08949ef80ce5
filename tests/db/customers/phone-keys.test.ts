import { expect, test } from 'vitest';
import { phoneKey } from '../../../db/domain/cells/phones.ts';
import { halfWidth } from '../../../db/domain/cells/text.ts';
import { renewPhoneKeys } from '../../../db/features/customers/service.ts';
import { indexEntry } from '../../../db/features/search/service.ts';
import { REGISTRIES } from '../../../db/router/host.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

/** The digits as they were kept up to format 90. */
function formerKey(number: string): string {
  const [main = '', area = ''] = halfWidth(number).split('-');
  const joined = /^0\d{2,3}$/.test(main) ? main + area : main;
  return joined.replace(/^\+86/, '').replace(/\D/g, '');
}

const MAINS = ['400', '800', '4008301234', '138', '1381234', '13812345678', '0757', '010', '0200', '6298'];
const REST = ['830', '1234', '8301234', '62980843', '12345678', '801', '62980843801', ''];
const STARTS = ['', '+86', '+86-', '+852'];
const DASHES = ['-', '–', '—', '－', ' '];

/** Numbers as hands write them. */
const NUMBERS = STARTS.flatMap((start) =>
  DASHES.flatMap((dash) =>
    MAINS.flatMap((main) =>
      REST.flatMap((second) => REST.map((third) => start + [main, second, third].filter(Boolean).join(dash))),
    ),
  ),
);

/** Puts the digits back to how an older program kept them. */
function ageDigits({ opened }: TestVault): void {
  opened.handles.transaction((db) => {
    const rows = db.rows<{ customer_id: number; position_no: number; number: string }>(
      'select customer_id, position_no, number from customer_phone',
    );
    for (const { customer_id, position_no, number } of rows)
      db.execute(
        'update customer_phone set digits = ? where customer_id = ? and position_no = ?',
        formerKey(number),
        customer_id,
        position_no,
      );
    db.execute("delete from archive_meta where key = 'phone_keys'");
  });
}

function wrongOnes({ opened }: TestVault): string[] {
  return opened.handles.reader
    .rows<{ number: string; digits: string }>('select number, digits from customer_phone')
    .flatMap(({ number, digits }) => (digits === phoneKey(number) ? [] : [number]));
}

test('every number of an older vault has its digits renewed once, those of people too', async () => {
  await using vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const { id } = await customers.create(aCustomer());
  vault.opened.handles.transaction((db) => {
    for (const [at, number] of [...new Set(NUMBERS)].entries())
      db.execute(
        'insert into customer_phone (customer_id, position_no, number, digits) values (?, ?, ?, ?)',
        id,
        100 + at,
        number,
        phoneKey(number),
      );
  });
  await customers.create(aCustomer({ contacts: [aContact({ mobile: '139-1234-5678', phone: null })] }));
  expect(wrongOnes(vault)).toEqual([]);
  ageDigits(vault);
  expect(wrongOnes(vault).length).toBeGreaterThan(100);
  renewPhoneKeys(vault.opened.handles, REGISTRIES);
  expect(wrongOnes(vault)).toEqual([]);
});

test('a customer with a dashed hotline was not found to be like another by it', async () => {
  await using vault = await openTestVault();
  const hotline = aCustomer({ name: '热线样例', phones: ['400-830-1234'] });
  const { id } = await vault.as('archivist').customers.create(hotline);
  const found = async () => {
    const { customers } = vault.as('archivist');
    const similar = await customers.similar({ name: '', uscc: null, phones: ['4008301234'] });
    const { results } = await vault.as('archivist').search.query({ text: '4008301234', limit: 5 });
    return [similar.map((one) => one.id), results.map((one) => one.id)];
  };
  expect(await found()).toEqual([[id], [id]]);
  ageDigits(vault);
  vault.opened.handles.transaction((db) => indexEntry(db, REGISTRIES.search, id));
  expect(await found()).toEqual([[], [id]]);

  const { reader, transaction } = vault.opened.handles;
  const killed: typeof transaction = (work) =>
    transaction((db) => {
      work(db);
      throw new Error('killed');
    });
  expect(() => renewPhoneKeys({ reader, transaction: killed }, REGISTRIES)).toThrow('killed');
  expect(await found()).toEqual([[], [id]]);
  vault.host.signOutAll('closed');
  expect(await found()).toEqual([[id], [id]]);
});

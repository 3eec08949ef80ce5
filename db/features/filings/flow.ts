import words from '../../../resources/locales/zh-CN/filings.json' with { type: 'json' };
import { storedCustomerSchema, type CustomerInput } from '../../domain/customer.ts';
import { filingFlow } from '../../domain/filing.ts';
import { read, type StoredKind, type StoredRead } from '../../domain/stored-json.ts';
import { casesOf } from '../../work/flow/cases.ts';
import { checkedFlow } from '../../work/flow/checked.ts';
import { readableWhere } from '../customers/service.ts';
import { filingTable, type FilingRow } from './store.ts';

/** What somebody reports, as a filing keeps it. */
export const STORED_INPUT: StoredKind<CustomerInput> = {
  name: 'filing',
  version: 1,
  schema: storedCustomerSchema,
};

export function readInput({ input }: FilingRow): StoredRead<CustomerInput> {
  return read(STORED_INPUT, input);
}

/** 建档申请 as the engine of flows sees them. */
export const filings = casesOf({
  flow: filingFlow,
  table: filingTable,
  read: 'filings.read',
  // Nobody reads in an accepted filing what its archive keeps from them.
  others({ actor, clock }) {
    const archive = readableWhere(actor, clock.today(), 'filing.customer_id');
    return { ...archive, sql: `(customer_id is null or ${archive.sql})` };
  },
  words,
  // The text as it is stored: a field that the program learns later changes nothing that was signed.
  contentOf: (_db, { input, secrecy, reporter_id, customer_id }) => ({
    record: { input, secrecy, reporterId: reporter_id, customerId: customer_id },
  }),
  unreadable(row) {
    const stored = readInput(row);
    return stored.ok ? null : stored.why;
  },
});

export const filingsChecked = checkedFlow(filings);

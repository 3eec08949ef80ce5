import words from '../../../../resources/locales/zh-CN/reports.json' with { type: 'json' };
import { read, type StoredRead } from '../../../domain/stored-json.ts';
import { requestFlow, STORED_ASKED, type AskedReport, type Dues } from '../../../domain/reports/request.ts';
import { casesOf } from '../../../work/flow/cases.ts';
import { checkedFlow } from '../../../work/flow/checked.ts';
import { requestTable, type RequestRow } from './store.ts';

export function readAsked({ asked }: { readonly asked: string }): StoredRead<AskedReport> {
  return read(STORED_ASKED, asked);
}

export const duesOf = (row: Pick<RequestRow, 'every' | 'first_period' | 'valid_until'>): Dues => ({
  every: row.every,
  firstPeriod: row.first_period,
  validUntil: row.valid_until,
});

/** 统计报表申请 as the engine of flows sees them. */
export const requests = casesOf({
  flow: requestFlow,
  table: requestTable,
  read: 'reports.read_requests',
  words: wordsOf('request'),
  contentOf: (_db, row) => ({
    record: {
      askerId: row.asker_id,
      department: row.department,
      name: row.name,
      asked: row.asked,
      every: row.every,
      firstPeriod: row.first_period,
      validUntil: row.valid_until,
      purpose: row.purpose,
      scope: row.scope,
      secrecy: row.secrecy,
    },
  }),
  unreadable(row) {
    const stored = readAsked(row);
    return stored.ok ? null : stored.why;
  },
});

/** The rules of one of the flows of reports, as the engine looks for them: `request.rule.submit` is `rule.submit`. */
export function wordsOf(flow: 'request' | 'run' | 'amendment'): Readonly<Record<string, string>> {
  const head = `${flow}.`;
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, text]) =>
      key.startsWith(head) ? [[key.slice(head.length), text]] : [],
    ),
  );
}

export const requestsChecked = checkedFlow(requests);

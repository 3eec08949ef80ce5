import words from '../../../../resources/locales/zh-CN/report_requests.json' with { type: 'json' };
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
  words,
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

export const requestsChecked = checkedFlow(requests);

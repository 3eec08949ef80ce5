import words from '../../../../resources/locales/zh-CN/report_amendments.json' with { type: 'json' };
import { amendmentFlow, STORED_ITEMS, type AmendItem } from '../../../domain/reports/amendment.ts';
import { read, type StoredRead } from '../../../domain/stored-json.ts';
import { casesOf } from '../../../work/flow/cases.ts';
import { checkedFlow } from '../../../work/flow/checked.ts';
import { toHex } from '../../../work/flow/subject.ts';
import { lastDigest } from '../../../work/ledger.ts';
import { CONTENTS } from '../runs/store.ts';
import { amendmentTable, type AmendmentRow } from './store.ts';

export function readItems({ items }: Pick<AmendmentRow, 'items'>): StoredRead<AmendItem[]> {
  return read(STORED_ITEMS, items);
}

/** 报表修改 as the engine of flows sees it: signed for the items, and for the figures that they change. */
export const amendments = casesOf({
  flow: amendmentFlow,
  table: amendmentTable,
  read: 'reports.read',
  words,
  contentOf: (db, { asker_id: askerId, report_id: reportId, items, secrecy }) => ({
    record: { askerId, reportId, items, secrecy },
    files: [toHex(lastDigest(db, CONTENTS, reportId))],
  }),
  unreadable(row) {
    const stored = readItems(row);
    return stored.ok ? null : stored.why;
  },
});

export const amendmentsChecked = checkedFlow(amendments);

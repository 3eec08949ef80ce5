import type { WritableDb } from '../../../connection/handles.ts';
import type { MutationContext } from '../../../work/context.ts';
import { appendRows } from '../../../work/ledger.ts';
import { copiesOf } from './state.ts';
import { COPIES } from './store.ts';

/** 收回通知: every copy that is out, or may be printed, is called in, in the caller's transaction. */
export function callIn(db: WritableDb, ctx: MutationContext, reportId: number): void {
  const out = copiesOf(db, reportId).filter(({ on }) => on.take_back === null && on.call_in === null);
  if (out.length === 0) return;
  const rows = out.map(({ copyNo, recipient, department }) => ({
    copy_no: copyNo,
    what: 'call_in',
    recipient,
    department,
    on_day: ctx.clock.today(),
    note: null,
  }));
  appendRows(db, ctx, COPIES, reportId, rows, { action: 'reports.call_in' });
}

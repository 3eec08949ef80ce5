/** A 存证码 from paper held against the log. */
import { isRowOf, parseAnchorCode, type AnchorCode } from '../../domain/anchor-code.ts';
import type { MutationContext } from '../../work/context.ts';
import type { LongRead } from '../../work/long-reads.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { BoundRows } from './bound-rows.ts';
import { LoggedChain } from './logged-chain.ts';

/** What a paper proves; times in milliseconds UTC. */
export type Comparison =
  /** The log is the one of the paper up to that row, and goes on from there. */
  | { readonly state: 'agrees'; readonly seq: number; readonly at: number; readonly newest: number }
  /**
   * It is another one from `first` on, or from further back where a whole chain was made up; or what was noted and signed
   * with that row was changed since.
   */
  | { readonly state: 'differs'; readonly seq: number; readonly first: number; readonly newest: number }
  /** It ends before the row of the paper: the file is older than that, or was cut off. */
  | { readonly state: 'older'; readonly seq: number; readonly newest: number; readonly at: number };

/** Rows between two words of progress. */
const STEP = 5_000;

/**
 * Holds a code against the log, whose rows are chained anew up to the one of the paper, and logs what came of it.
 * Errors: those of `parseAnchorCode`.
 */
export async function compareCode(ctx: MutationContext, text: string): Promise<Comparison> {
  const result = await ctx.readLong(comparison, parseAnchorCode(text));
  ctx.transaction((db) =>
    recordAudit(db, ctx, {
      action: 'audit.compare',
      object: `audit:${result.seq}`,
      reason: result.state,
    }),
  );
  return result;
}

export const comparison: LongRead<AnchorCode, Comparison> = {
  name: 'audit.compare',
  run(ctx, code) {
    const { reader, progress } = ctx;
    const { seq } = code;
    const newest = log.auditHead(reader)?.seq ?? 0;
    if (seq > newest) return { state: 'older', seq, newest, at: log.timeOfRow(reader, newest) ?? 0 };
    const chain = new LoggedChain();
    const bound = new BoundRows(ctx, ctx.registries.subjects);
    let at = 0;
    for (const row of log.iterateAudit(reader)) {
      bound.look(row);
      if (row.seq % STEP === 0) progress(row.seq, newest);
      if (row.seq > seq) continue;
      chain.look(row);
      at = row.at;
      const isOwn = row.seq !== seq || isRowOf(code, Buffer.from(row.hash).toString('hex'));
      const first = chain.firstWrong ?? (isOwn ? null : seq);
      if (first !== null) return { state: 'differs', seq, first: Math.min(first, seq), newest };
    }
    if (chain.last < seq) return { state: 'differs', seq, first: chain.last + 1, newest };
    // What came after the paper is none of its matter.
    const first = bound.findFirstChanged();
    if (first !== null && first <= seq) return { state: 'differs', seq, first, newest };
    return { state: 'agrees', seq, at, newest };
  },
};

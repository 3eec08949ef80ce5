import type { ReadableDb } from '../../connection/handles.ts';
import { isGivenUp, type GivenUp } from '../../work/log/acceptance.ts';
import * as log from '../../work/log/store.ts';
import { headOf as newestRow, listAccepted } from '../audit/service.ts';
import type { Heard, WitnessPlace } from './reading.ts';
import type { Fact } from './seen.ts';

/** A vault that is not what a witness saw: it ends before that, or has another row in its place. */
export interface Differing {
  readonly kind: 'shorter' | 'other';
  readonly place: WitnessPlace;
  /** The newest that speaks against the vault. */
  readonly witness: Fact;
  /** The newest row of the vault. */
  readonly head: Fact;
  /** The newest row that the vault and some witness agree about; 0 for none. */
  readonly common: number;
  /** Rows that the witness saw and the vault has not. */
  readonly missing: number;
}

/**
 * Holds a vault against what was heard of it. Every well-formed word counts: a forged one cannot be told from a true one
 * by a file that may be old. What two people gave up counts no more. Null where nothing speaks against it.
 */
export function judge(db: ReadableDb, heard: readonly Heard[]): Differing | null {
  const head = headOf(db);
  const accepted = listAccepted(db);
  const facts = heard.flatMap(({ place, facts: said }) => said.map((fact) => ({ place, fact })));
  const agreed = new Set(facts.filter(({ fact }) => isOf(db, fact)));
  const against = facts
    .filter((one) => !agreed.has(one) && !isExcused(one.fact, accepted))
    .toSorted((a, b) => b.fact.seq - a.fact.seq);
  const [worst] = against;
  if (!worst) return null;
  const { place, fact: witness } = worst;
  const common = Math.max(0, ...[...agreed].map(({ fact }) => fact.seq));
  const isOther = against.some(({ fact }) => fact.seq <= head.seq);
  const missing = witness.seq - (isOther ? common : head.seq);
  return { kind: isOther ? 'other' : 'shorter', place, witness, head, common, missing };
}

function isOf(db: ReadableDb, { seq, hash }: Fact): boolean {
  const found = log.auditHash(db, seq);
  return found !== undefined && Buffer.from(found).toString('hex') === hash;
}

function isExcused(fact: Fact, accepted: ReadonlyArray<GivenUp & { readonly hash: string }>): boolean {
  return isGivenUp(fact, accepted) || accepted.some(({ hash }) => hash === fact.hash);
}

/** The newest row, with its time; nothing stands in an empty log. */
export function headOf(db: ReadableDb): Fact {
  const head = newestRow(db);
  return head ? { ...head, at: log.timeOfRow(db, head.seq) ?? 0 } : { seq: 0, hash: '', at: 0 };
}

/**
 * A vault that is not what was last seen of it was opened all the same: what its row of the log says, and what those
 * sign who said so. The branch that a witness saw and the vault has not is given up with it.
 */
import { daySchema, type Day } from '../../domain/dates.ts';
import { canonicalJson } from '../../domain/canonical.ts';

/** The act in the log, and the one with which an auditor has looked. */
export const ACCEPT = 'vault.accept_differing';
export const ACKNOWLEDGE = 'audit.acknowledge';

/** A row of a log: number and hash in hexadecimal. */
export interface RowMark {
  readonly seq: number;
  readonly hash: string;
}

/** What is accepted: which vault, instead of what. */
export interface Difference {
  /** The newest row of the vault that is opened. */
  readonly head: RowMark;
  /** What the witness saw that is newest. */
  readonly witness: RowMark;
  /** The newest row that the vault and some witness agree about; 0 for none. */
  readonly common: number;
  readonly day: Day;
}

/** Who stands for it besides the person whose row it is: another's key, two recovery sheets, or nobody in a trial vault. */
export type Second =
  | { readonly by: 'person'; readonly accountKeyId: number; readonly signature: string }
  | { readonly by: 'sheets'; readonly signature: string }
  | { readonly by: 'trial' };

export type Acceptance = Difference & { readonly second: Second };

/** What the second one signs; the first signs the row, in which all of this stands. */
export function acceptanceMessage(archiveId: string, account: number, difference: Difference): Uint8Array {
  const { head, witness, common, day } = difference;
  const text = { account, archiveId, common, day, head, kind: 'accept_differing', witness };
  return Buffer.from(canonicalJson(text), 'utf8');
}

/** In plain words, as the row has it. */
export function acceptanceText({ head, witness, common, day, second }: Acceptance): string {
  const by =
    second.by === 'person'
      ? `person ${second.accountKeyId} ${second.signature}`
      : second.by === 'sheets'
        ? `sheets ${second.signature}`
        : 'trial';
  return `${head.seq} ${head.hash} < ${witness.seq} ${witness.hash} (${common}) ${day} ${by}`;
}

const NUMBER = String.raw`(\d{1,15})`;
const HASH = '([0-9a-f]{64})';
export const ACCEPTANCE = new RegExp(
  `^${NUMBER} ${HASH} < ${NUMBER} ${HASH} \\(${NUMBER}\\) (\\d{4}-\\d\\d-\\d\\d) ` +
    String.raw`(?:person ([1-9]\d{0,8}) ([0-9a-f]{128})|sheets ([0-9a-f]{128})|trial)$`,
);

/** Undefined for what no program writes. */
export function parseAcceptance(reason: string | null): Acceptance | undefined {
  const found = ACCEPTANCE.exec(reason ?? '');
  if (!found) return undefined;
  const [, seq, hash = '', seen, seenHash = '', common, day, keyId, byPerson, bySheets] = found;
  const parsed = daySchema.safeParse(day);
  if (!parsed.success) return undefined;
  return {
    head: { seq: Number(seq), hash },
    witness: { seq: Number(seen), hash: seenHash },
    common: Number(common),
    day: parsed.data,
    second:
      byPerson !== undefined
        ? { by: 'person', accountKeyId: Number(keyId), signature: byPerson }
        : bySheets !== undefined
          ? { by: 'sheets', signature: bySheets }
          : { by: 'trial' },
  };
}

/** What was given up by an acceptance: rows up to one that were seen before it. */
export interface GivenUp {
  readonly seq: number;
  /** Milliseconds UTC. */
  readonly at: number;
}

/** True for what a witness saw of a branch that was given up; what it saw later is of none. */
export function isGivenUp(
  seen: { readonly seq: number; readonly at: number },
  accepted: readonly GivenUp[],
): boolean {
  return accepted.some(({ seq, at }) => seen.seq <= seq && seen.at <= at);
}

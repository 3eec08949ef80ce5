import { MOST_CASES } from '../../../db/domain/inbox.ts';
import type { InboxLine } from './use-inbox.ts';

/** Tells the lines of all flows apart. */
export const keyOf = ({ flow, id }: Pick<InboxLine, 'flow' | 'id'>): string => `${flow}:${id}`;

/** What is signed in one act, and what of the chosen is left out. */
export interface SigningPlan {
  readonly flow: string;
  readonly step: string;
  readonly lines: readonly InboxLine[];
  /** Not opened yet as they are now. */
  readonly notLooked: readonly InboxLine[];
  /** How many are of another kind, wait for another step, or are more than go into one act. */
  readonly apart: number;
}

/** All chosen lines of the kind and step of the first that can be signed; null where none can. */
export function planOf(chosen: readonly InboxLine[], wanted?: string): SigningPlan | null {
  const first = chosen.find(({ signs }) =>
    wanted === undefined ? signs.length > 0 : signs.includes(wanted),
  );
  if (!first) return null;
  const { flow, signs, next } = first;
  const step = wanted ?? signs.find((each) => each === next?.step) ?? signs[0];
  if (step === undefined) return null;
  const alike = chosen.filter((line) => line.flow === flow && line.signs.includes(step));
  const looked = alike.filter((line) => line.looked);
  const lines = looked.slice(0, MOST_CASES);
  const notLooked = alike.filter((line) => !line.looked);
  return { flow, step, lines, notLooked, apart: chosen.length - lines.length - notLooked.length };
}

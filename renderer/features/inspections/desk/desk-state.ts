/** What the desk of an inspector knows, and what changes it: no clock, no vault, nothing drawn. */
import {
  BLANK_SHEET,
  isSeen,
  sameLevel,
  sheetRefusal,
  type Level,
  type Outcome,
  type Sheet,
} from '../../../../db/domain/inspection.ts';
import type { Looked, OnShelf, ShownEntry } from '../inspection-types.ts';

/** What is on a sheet and not written yet. */
export interface Draft {
  readonly archive: OnShelf;
  readonly sheet: Sheet;
  /** What somebody else noted meanwhile: it is theirs or this, and a person says which. */
  readonly other: ShownEntry | null;
}

/** What was said last: of a scan, or of a change that was written. */
export type Answer =
  | { readonly kind: 'seen'; readonly looked: Looked; readonly cameBack: boolean }
  | { readonly kind: 'already'; readonly looked: Looked }
  | { readonly kind: 'corrected'; readonly looked: Looked; readonly takenBack: boolean }
  | { readonly kind: 'level'; readonly count: number }
  | { readonly kind: 'nothing_back' }
  | { readonly kind: 'refused'; readonly error: unknown };

/** A change that Z takes back: how the sheet stood before. */
interface Undo {
  readonly archive: OnShelf;
  readonly before: Sheet;
}

export interface DeskState {
  /** The newest that is known of archives, ahead of what was read from the vault. */
  readonly entries: ReadonlyMap<number, ShownEntry>;
  /** Whose sheet is open. */
  readonly inHand: OnShelf | null;
  /** Others that are registered at its place. */
  readonly sharing: readonly string[];
  readonly drafts: ReadonlyMap<number, Draft>;
  readonly answer: Answer | null;
  /** Counts the answers: two alike are two. */
  readonly answered: number;
  readonly undo: Undo | null;
}

export const BLANK_DESK: DeskState = {
  entries: new Map(),
  inHand: null,
  sharing: [],
  drafts: new Map(),
  answer: null,
  answered: 0,
  undo: null,
};

export type DeskEvent =
  | { readonly type: 'scanned'; readonly looked: Looked }
  /** `sent` is what was on the sheet when it was sent. */
  | {
      readonly type: 'noted';
      readonly looked: Looked;
      readonly sent: Sheet;
      readonly how: 'corrected' | 'taken_back' | 'put_right';
    }
  | {
      readonly type: 'picked';
      readonly archive: OnShelf;
      readonly entry: ShownEntry | null;
      readonly sharing: readonly string[];
    }
  | { readonly type: 'put_down' }
  | { readonly type: 'changed'; readonly archive: OnShelf; readonly change: Partial<Sheet> }
  | { readonly type: 'given_up'; readonly id: number }
  | { readonly type: 'outrun'; readonly id: number; readonly other: ShownEntry | null }
  | { readonly type: 'insisted'; readonly id: number }
  | { readonly type: 'answered'; readonly answer: Answer }
  | { readonly type: 'read'; readonly entries: ReadonlyArray<readonly [id: number, entry: ShownEntry]> };

export function afterEvent(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case 'scanned':
      return afterScan(state, event.looked);
    case 'noted':
      return afterNote(state, event);
    case 'picked':
      return {
        ...state,
        inHand: event.archive,
        sharing: event.sharing,
        entries: event.entry ? withEntry(state.entries, event.archive.id, event.entry) : state.entries,
      };
    case 'put_down':
      return { ...state, inHand: null, sharing: [] };
    case 'changed':
      return { ...state, drafts: withDraft(state, event.archive, event.change) };
    case 'given_up':
      return { ...state, drafts: without(state.drafts, event.id) };
    case 'outrun':
      return afterOutrun(state, event.id, event.other);
    case 'insisted':
      return { ...state, drafts: insisted(state.drafts, event.id) };
    case 'answered':
      return withAnswer(state, event.answer);
    case 'read':
      return event.entries.reduce(afterRead, state);
  }
}

/** An archive's sheet as it stands on the desk: what is being changed, or what is noted; null for nothing yet. */
export function sheetOn({ drafts, entries }: DeskState, id: number): Sheet | null {
  return drafts.get(id)?.sheet ?? entries.get(id)?.sheet ?? null;
}

/** The number of the entry that a change builds on. */
export const numberSeen = ({ entries }: DeskState, id: number): number => entries.get(id)?.no ?? 0;

/** Drafts that can be written as they are; others lack something, or wait for a person to say whose counts. */
export const isReady = ({ sheet, other }: Draft): boolean => other === null && sheetRefusal(sheet) === null;

/** What goes with an outcome stays, the rest goes: findings are of what is there, a borrower of what is lent. */
export function fitting(sheet: Sheet): Sheet {
  const isLent = sheet.outcome === 'on_loan';
  const isElsewhere = sheet.outcome === 'misplaced';
  return {
    ...sheet,
    findings: isSeen(sheet) ? sheet.findings : [],
    borrower: isLent ? sheet.borrower : null,
    dueOn: isLent ? sheet.dueOn : null,
    foundAt: isElsewhere ? sheet.foundAt : null,
    putRight: isElsewhere ? sheet.putRight : null,
  };
}

/** A sheet with another outcome; one that is found where somebody stands, and does not belong there, is found there. */
export function outcomeChange(outcome: Outcome, archive: OnShelf, at: Level | null): Partial<Sheet> {
  const belongsHere = at !== null && archive.shelf !== null && sameLevel(archive.shelf, at);
  return outcome === 'misplaced' && at && !belongsHere
    ? { outcome, foundAt: at, putRight: null }
    : { outcome };
}

export const sameSheet = (one: Sheet, other: Sheet): boolean =>
  (Object.keys(BLANK_SHEET) as Array<keyof Sheet>).every(
    (field) => JSON.stringify(one[field]) === JSON.stringify(other[field]),
  );

function afterScan(state: DeskState, looked: Looked): DeskState {
  const { archive, entry, already, sharing } = looked;
  const before = state.entries.get(archive.id)?.sheet;
  const seen: Answer = { kind: 'seen', looked, cameBack: entry.no > 1 };
  const next: DeskState = {
    ...state,
    entries: withEntry(state.entries, archive.id, entry),
    inHand: archive,
    sharing,
    undo: already || !before ? state.undo : { archive, before },
  };
  return withAnswer(next, already ? { kind: 'already', looked } : seen);
}

function afterNote(
  state: DeskState,
  { looked, sent, how }: Extract<DeskEvent, { type: 'noted' }>,
): DeskState {
  const { archive, entry } = looked;
  const draft = state.drafts.get(archive.id);
  // What was changed while it was on its way is still to be written.
  const isDone = !draft || sameSheet(draft.sheet, sent);
  const before = state.entries.get(archive.id)?.sheet;
  const canUndo = how === 'corrected' && before !== undefined;
  const isInHand = state.inHand?.id === archive.id;
  const next: DeskState = {
    ...state,
    entries: withEntry(state.entries, archive.id, entry),
    drafts: isDone ? without(state.drafts, archive.id) : state.drafts,
    inHand: isInHand ? archive : state.inHand,
    undo: canUndo ? { archive, before } : null,
  };
  return withAnswer(next, { kind: 'corrected', looked, takenBack: how === 'taken_back' });
}

function afterOutrun(state: DeskState, id: number, other: ShownEntry | null): DeskState {
  const draft = state.drafts.get(id);
  if (!draft || !other) return state;
  return {
    ...state,
    entries: withEntry(state.entries, id, other),
    drafts: new Map(state.drafts).set(id, { ...draft, other }),
  };
}

function insisted(drafts: DeskState['drafts'], id: number): DeskState['drafts'] {
  const draft = drafts.get(id);
  return draft ? new Map(drafts).set(id, { ...draft, other: null }) : drafts;
}

const withAnswer = (state: DeskState, answer: Answer): DeskState => ({
  ...state,
  answer,
  answered: state.answered + 1,
});

function withDraft(state: DeskState, archive: OnShelf, change: Partial<Sheet>): DeskState['drafts'] {
  const noted = state.entries.get(archive.id)?.sheet;
  const draft = state.drafts.get(archive.id);
  const sheet = fitting({ ...(draft?.sheet ?? noted ?? BLANK_SHEET), ...change });
  if (noted && sameSheet(sheet, noted) && !draft?.other) return without(state.drafts, archive.id);
  return new Map(state.drafts).set(archive.id, { archive, sheet, other: draft?.other ?? null });
}

/** The newest of two entries counts, whichever came first. */
function withEntry(entries: DeskState['entries'], id: number, entry: ShownEntry): DeskState['entries'] {
  const known = entries.get(id);
  return known && known.no >= entry.no ? entries : new Map(entries).set(id, entry);
}

/** What was read meanwhile. Under a change that is not written, somebody else's entry asks whose counts. */
function afterRead(state: DeskState, [id, entry]: readonly [number, ShownEntry]): DeskState {
  const known = state.entries.get(id);
  if (known && known.no >= entry.no) return state;
  if (known && state.drafts.has(id)) return afterOutrun(state, id, entry);
  return { ...state, entries: withEntry(state.entries, id, entry) };
}

function without<Value>(map: ReadonlyMap<number, Value>, id: number): ReadonlyMap<number, Value> {
  if (!map.has(id)) return map;
  const left = new Map(map);
  left.delete(id);
  return left;
}

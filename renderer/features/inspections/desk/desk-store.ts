import { BLANK_SHEET, type Level, type PutRight, type Sheet } from '../../../../db/domain/inspection.ts';
import { isRefusal } from '../../../lib/errors.ts';
import type { Looked, OnShelf, OpenSheet, ShownEntry } from '../inspection-types.ts';
import { afterEvent, BLANK_DESK, isReady, numberSeen, type DeskEvent, type DeskState } from './desk-state.ts';

/** The procedures that the desk writes with. */
export interface DeskCalls {
  readonly scan: (input: { code: string; at: Level | null }) => Promise<Looked>;
  readonly note: (input: { id: number; no: number; sheet: Sheet }) => Promise<Looked>;
  readonly putRight: (input: {
    id: number;
    no: number;
    how: PutRight;
    position: number | null;
  }) => Promise<Looked>;
  readonly sheet: (customerId: number) => Promise<OpenSheet>;
}

export type Sound = 'ok' | 'already' | 'bad';

/** How long a change rests before it is written: one who presses a key three times writes once. */
const REST_MS = 700;

/** A text that is being typed rests longer, for a pause within a word is no end: it is written once one leaves it. */
const TYPED_REST_MS = 5_000;

/**
 * The desk of one window. What is written goes one after the other, so that each builds on the answer before; a scan
 * first sends on its way what was changed before it.
 */
export class DeskStore {
  #state = BLANK_DESK;
  readonly #calls: DeskCalls;
  readonly #play: (sound: Sound) => void;
  readonly #listeners = new Set<() => void>();
  #queue: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(calls: DeskCalls, play: (sound: Sound) => void) {
    this.#calls = calls;
    this.#play = play;
  }

  readonly state = (): DeskState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly tell = (event: DeskEvent): void => {
    const next = afterEvent(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  };

  /** A label was scanned: it is written, and its sheet opens. */
  scan(code: string, at: Level | null): Promise<Looked | null> {
    void this.flush();
    return this.#after(async () => {
      try {
        const looked = await this.#calls.scan({ code, at });
        this.tell({ type: 'scanned', looked });
        const isElsewhere = looked.entry.sheet.outcome === 'misplaced';
        this.#play(looked.already ? 'already' : isElsewhere ? 'bad' : 'ok');
        return looked;
      } catch (error) {
        this.refuse(error);
        return null;
      }
    });
  }

  /** What was scanned is no label of ours, or something was refused. */
  refuse(error: unknown): void {
    this.tell({ type: 'answered', answer: { kind: 'refused', error } });
    this.#play('bad');
  }

  pick(archive: OnShelf, entry: ShownEntry | null, sharing: readonly string[] = []): void {
    this.tell({ type: 'picked', archive, entry, sharing });
  }

  /** Changes the sheet of an archive, which is written by itself once it rests. */
  change(archive: OnShelf, change: Partial<Sheet>, rest = REST_MS): void {
    this.tell({ type: 'changed', archive, change });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), rest);
  }

  /** The same of a text at each key. */
  typed(archive: OnShelf, change: Partial<Sheet>): void {
    this.change(archive, change, TYPED_REST_MS);
  }

  /** Enters an archive as it is said to stand, at once. */
  enter(archive: OnShelf, sheet: Partial<Sheet>): Promise<void> {
    const isSeen = this.#state.entries.has(archive.id);
    const isOther = (Object.keys(sheet) as Array<keyof Sheet>).length > 0;
    if (isSeen && !isOther) return Promise.resolve();
    this.tell({ type: 'changed', archive, change: { ...BLANK_SHEET, ...sheet } });
    return this.flush();
  }

  /** Writes at once what is on sheets and complete; comes back when all before is written. */
  readonly flush = (): Promise<void> => {
    clearTimeout(this.#timer);
    for (const [id, draft] of this.#state.drafts) if (isReady(draft)) void this.#save(id, 'corrected');
    return this.#after(() => Promise.resolve());
  };

  giveUp(id: number): void {
    this.tell({ type: 'given_up', id });
  }

  /** Writes one's own over what somebody else noted meanwhile, which stays among the entries. */
  insist(id: number): void {
    this.tell({ type: 'insisted', id });
    void this.flush();
  }

  /** Takes the last change back by another entry; what is not written yet is only dropped. */
  async takeBack(): Promise<void> {
    const { inHand, drafts, undo } = this.#state;
    if (inHand && drafts.has(inHand.id)) return this.giveUp(inHand.id);
    if (!undo) return this.tell({ type: 'answered', answer: { kind: 'nothing_back' } });
    const { archive, before } = undo;
    this.tell({ type: 'changed', archive, change: before });
    return this.#save(archive.id, 'taken_back');
  }

  putRight(archive: OnShelf, how: PutRight): Promise<void> {
    void this.flush();
    return this.#after(async () => {
      const { id } = archive;
      try {
        const looked = await this.#calls.putRight({
          id,
          no: numberSeen(this.#state, id),
          how,
          position: null,
        });
        this.tell({ type: 'noted', looked, sent: looked.entry.sheet, how: 'put_right' });
        this.#play('ok');
      } catch (error) {
        await this.#refused(id, error);
      }
    });
  }

  #save(id: number, how: 'corrected' | 'taken_back'): Promise<void> {
    return this.#after(async () => {
      const draft = this.#state.drafts.get(id);
      if (!draft || !isReady(draft)) return;
      const sent = draft.sheet;
      try {
        const looked = await this.#calls.note({ id, no: numberSeen(this.#state, id), sheet: sent });
        this.tell({ type: 'noted', looked, sent, how });
      } catch (error) {
        await this.#refused(id, error);
      }
    });
  }

  /** Somebody was quicker: what they noted is shown beside what is on the sheet. */
  async #refused(id: number, error: unknown): Promise<void> {
    if (!isRefusal(error, 'inspections.entry_changed')) return this.refuse(error);
    try {
      const { entry } = await this.#calls.sheet(id);
      if (entry) this.tell({ type: 'outrun', id, other: entry });
    } catch {
      // What stands there now cannot be read; the refusal says what happened.
    }
    return this.refuse(error);
  }

  #after<Result>(task: () => Promise<Result>): Promise<Result> {
    const next = this.#queue.then(task, task);
    this.#queue = next;
    return next;
  }
}

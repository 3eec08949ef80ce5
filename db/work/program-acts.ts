import type { Handles, ReadableDb, WritableDb } from '../connection/handles.ts';
import type { Clock } from '../domain/dates.ts';
import { AppError } from '../domain/errors.ts';
import type { VaultFacts } from './context.ts';
import type { Recorder } from './log/recorder.ts';

/** What an act of the program has to work with: nothing of what the person signed in may do. */
export interface ProgramContext {
  readonly facts: VaultFacts;
  /** Signs with the key of whoever carries the act; the log says that it is the program's. */
  readonly recorder: Recorder;
}

/** Something that the program does by itself, with the session of whoever signs in next. */
export interface ProgramAct {
  /** The rows of the log that it may write: of `PROGRAM_REACH`, or the steps of a flow that are the program's. */
  readonly reach: readonly string[];
  readonly isDue: (db: ReadableDb, clock: Clock) => boolean;
  readonly run: (db: WritableDb, program: ProgramContext) => void;
  /** After the commit: what stands outside the file. */
  readonly afterwards?: (db: ReadableDb, program: ProgramContext) => void;
}

/**
 * Runs what is due, each act in a transaction of its own. One that fails is told to `onFailed` and is due again at the
 * next sign-in: it keeps nobody out.
 */
export function runProgramActs(
  acts: readonly ProgramAct[],
  { handles, facts }: { readonly handles: Handles; readonly facts: VaultFacts },
  carrier: Recorder,
  onFailed: (error: unknown) => void,
): void {
  for (const act of acts) {
    const actor = { ...carrier.actor, roles: [] };
    const program = { facts, recorder: { ...carrier, actor, program: act } };
    try {
      if (!act.isDue(handles.reader, carrier.clock)) continue;
      handles.transaction((db) => act.run(db, program));
      act.afterwards?.(handles.reader, program);
    } catch (error) {
      // One that is dated waits for a date that nobody doubts.
      if (!(error instanceof AppError && error.code === 'clock.in_doubt')) onFailed(error);
    }
  }
}

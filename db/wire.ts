/**
 * Messages between the desktop's main process (or any other host) and the vault worker.
 * Everything is plain data that structured cloning carries; errors travel as data.
 */
import type { CellValue } from './domain/cells/text.ts';
import type { ChangedKind } from './domain/changed.ts';
import type { Day } from './domain/dates.ts';
import type { ErrorData } from './domain/errors.ts';

export type CallKind = 'query' | 'mutation';

/** One procedure call as the renderer makes it. */
export interface Call {
  readonly kind: CallKind;
  /** `feature.procedure`, e.g. `search.list`. */
  readonly path: string;
  readonly input: unknown;
}

/** A refusal or failure as data. `internal` carries no detail; the log has it. */
export interface WireError {
  readonly code: string;
  readonly data: ErrorData;
  /** Field problems of a rejected input: path within the input and a code for the locales. */
  readonly issues?: ReadonlyArray<{ readonly path: ReadonlyArray<string | number>; readonly code: string }>;
}

export type WireResult =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: WireError };

/** What the vault tells a window without being asked. */
export type VaultEvent =
  | { readonly type: 'progress'; readonly job: string; readonly done: number; readonly total: number }
  | { readonly type: 'locked'; readonly reason: LockReason | 'restarted' }
  /** Another window writes so much that nobody is answered until it is through, which is told too. */
  | { readonly type: 'writing'; readonly isOver: boolean }
  /** What the person may see and do is no longer what it was. */
  | { readonly type: 'rights' }
  | ChangedEvent;

/** What the vault's thread is started with. */
export interface ThreadStart {
  /** Null keeps nothing of what was seen. */
  readonly witnessFolder: string | null;
  /** Which vault each connection had, where this thread comes in place of one that ended: connection and path. */
  readonly atVaults: Array<[string, string]>;
}

/** What the desktop remembers of a vault for its start screen: the bare file tells nothing when it is gone. */
export interface VaultNote {
  readonly path: string;
  /** How many archives it has; absent where that is not known. */
  readonly archives?: number;
  /** The newest backup of it: its folder, and when it was made in milliseconds UTC. */
  readonly backup?: { readonly folder: string; readonly at: number };
  /** Where it lies from now on. */
  readonly movedTo?: string;
}

/** Told after the commit: something of a kind is not what it was, one record where an id is named. */
export interface ChangedEvent {
  readonly type: 'changed';
  readonly kind: ChangedKind;
  readonly id?: number;
}

/** Why sessions end. Windows hear of one more, `restarted`: the vault's thread ended by itself, and another is there. */
export type LockReason = 'asked' | 'idle' | 'screen' | 'suspend' | 'closed' | 'moved';

/** How a spreadsheet file is read, in a process of its own that can be killed. */
export interface TableRequest {
  readonly path: string;
  /** Absent: only the sheets and their first rows are read. A text file has one sheet, named ''. */
  readonly sheet?: string;
  /** More rows than this that are not empty refuse the file; with `sheet` absent, how many of each are shown. */
  readonly maxRows: number;
}

/** One row that is not empty; `row` is its number in the sheet, from 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly CellValue[];
  /** Nobody sees it where the file is opened: hidden by hand or by a filter. */
  readonly hidden?: boolean;
  /** By column from 0 what a reader sees of a cell where that is not its value: 85% of 0.85. */
  readonly shown?: Readonly<Record<number, string>>;
  /** Columns from 0 of formulas of which the file has no result. */
  readonly missing?: readonly number[];
  /** In a text a quotation mark that opens here and would have swallowed the rows below is read as a plain sign. */
  readonly openQuote?: boolean;
}

/** Cells joined into one; numbers from 1, ends included. */
export interface TableMerge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface TableSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** First rows, only when no sheet was asked for. */
  readonly rows: readonly TableRow[];
  /** Rows that were sent, or how many the file says there are. */
  readonly rowCount: number;
  readonly merges: readonly TableMerge[];
}

export interface TableSummary {
  readonly kind: 'workbook' | 'text';
  /** Days are counted from 1904 (workbooks of old Macs): a number that stands for a day means another one. */
  readonly date1904?: boolean;
  /** For text: what it was found to be by its content. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheets: readonly TableSheet[];
}

export type TableMessage =
  | { readonly type: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly type: 'done'; readonly summary: TableSummary }
  | { readonly type: 'failed'; readonly error: WireError };

/** Facts about the open vault that do not change while it is open. */
export interface VaultFacts {
  readonly archiveId: string;
  /** `NAME.kda`, without its folder. */
  readonly fileName: string;
  /** Where anchors of the audit log are kept outside the file: `NAME.kda.anchors`. */
  readonly anchorFile: string;
  readonly company: string;
  /** 全宗号. */
  readonly fonds: string;
  /** How a 档号 is put together (rules.md A6); the vault's own for good. */
  readonly archiveNoPattern: string;
  /** A trial vault is marked on screen and on every print. */
  readonly trial: boolean;
}

/** A long read, in a process of its own with a read-only connection to the vault, which can be killed. */
export interface ReadRequest {
  /** What is to be done, e.g. `audit.verify`. */
  readonly job: string;
  readonly path: string;
  readonly facts: VaultFacts;
  /** 32 bytes that open the database. Whoever hands them on wipes its own. */
  readonly key: Uint8Array;
  /** For a copy: 32 bytes that are to open it. Wiped as the other. */
  readonly newKey?: Uint8Array;
  /** The clock when it was asked for: milliseconds UTC, and the day in the department's zone. */
  readonly now: number;
  readonly today: Day;
  readonly input: unknown;
}

/** For whoever has handed the request on, or does not want it any more. */
export function wipeKeys({ key, newKey }: ReadRequest): void {
  key.fill(0);
  newKey?.fill(0);
}

/** The last word is one of the last three; a defect of ours is for the log alone. */
export type ReadMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly error: WireError }
  | { readonly type: 'defect'; readonly text: string };

export type ToWorker =
  | ({
      readonly type: 'call';
      readonly seq: number;
      readonly connection: string;
      /** See `STOP`; absent where nobody ever stops the call. */
      readonly stop?: SharedArrayBuffer;
    } & Call)
  /** Main has shown a file dialog; `token` stands for `path` once, for this connection. */
  | {
      readonly type: 'grant';
      readonly connection: string;
      readonly token: string;
      readonly path: string;
      readonly access: 'read' | 'write';
    }
  /** Answered by `lock-done`. */
  | { readonly type: 'lock'; readonly connection: string | null; readonly reason: LockReason }
  | { readonly type: 'disconnect'; readonly connection: string }
  | { readonly type: 'table'; readonly id: number; readonly message: TableMessage }
  | { readonly type: 'read'; readonly id: number; readonly message: ReadMessage }
  /** The program is to end soon. Answered by `may-leave`, and by `leave-waits` before where that takes a while. */
  | { readonly type: 'leaving' }
  | { readonly type: 'shutdown' };

export type FromWorker =
  | { readonly type: 'result'; readonly seq: number; readonly result: WireResult }
  | { readonly type: 'event'; readonly connection: string | null; readonly event: VaultEvent }
  /** The sessions are over, and what belonged to them is wiped. */
  | { readonly type: 'lock-done'; readonly connection: string | null }
  /** Main starts the reader process and passes its messages back as `table`. */
  | { readonly type: 'read-table'; readonly id: number; readonly request: TableRequest }
  | { readonly type: 'stop-table'; readonly id: number }
  /** Main starts the process, passes its messages back as `read`, and kills it when the connection is locked. */
  | {
      readonly type: 'start-read';
      readonly id: number;
      readonly connection: string;
      readonly request: ReadRequest;
    }
  | { readonly type: 'stop-read'; readonly id: number }
  /** The backup of the day is made before the program ends. */
  | { readonly type: 'leave-waits' }
  | { readonly type: 'note'; readonly note: VaultNote }
  /** Which vault a connection has, null for none, and whether somebody is signed in there. */
  | {
      readonly type: 'at-vault';
      readonly connection: string;
      readonly path: string | null;
      readonly isSignedIn: boolean;
    }
  | { readonly type: 'may-leave' }
  | { readonly type: 'closed' };

/**
 * The worker runs one call at a time and is busy while it does, so a call is stopped through memory that both sides
 * share: each brings one cell of 32 bits of its own, zero at first, which goes with the call. Long calls look at it
 * between steps; a call whose turn comes when it is set is not begun.
 */
export const STOP = {
  /** Stop at the next step and undo what was begun. */
  cancelled: 1,
  /** The window was locked: stop at the next step, unless something has been written; that goes on to its end. */
  locked: 2,
} as const;

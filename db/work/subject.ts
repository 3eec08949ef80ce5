import type { z } from 'zod';
import type { ReadableDb, WritableDb } from '../connection/handles.ts';
import type { Day } from '../domain/dates.ts';
import type { PrintDocument } from '../domain/document/model.ts';
import type { Paper } from '../domain/document/paper.ts';
import type { Said } from '../domain/log-words.ts';
import type { Action } from '../domain/permissions.ts';
import type { PropertyCheck } from '../domain/properties.ts';
import type { Secrecy } from '../domain/roles.ts';
import type { MutationContext, QueryContext } from './context.ts';
import type { CheckedFlow } from './flow/checked.ts';
import type { Inbox } from './flow/inbox.ts';
import type { Guarded } from './guarded.ts';
import type { Ledger } from './ledger.ts';
import type { Reader } from './reach.ts';

/** The last act of a subject on an archive, for whoever would take back what was done to it before. */
export interface Touch {
  readonly customerId: number;
  /** Words in `customers:touch.<kind>`. */
  readonly kind: 'inspection' | 'repair';
  /** Milliseconds UTC. */
  readonly at: number;
  readonly accountId: number;
  /** It is not over: the archive is waited for, looked for, or looked at. */
  readonly open: boolean;
}

/** What an object of the log is about: an archive, words of the program, or a name that the reader may know. */
export type About =
  | { readonly archive: number }
  | { readonly words: readonly Said[] }
  | { readonly name: string };

/** What a feature hands to those that list every subject: home, prints and verify. The router collects them. */
export interface Subject {
  /** As the namespace of its procedures, words and error codes. */
  readonly name: string;
  /** What waits for the person; lines without anything in them are left out. */
  readonly waiting?: (ctx: QueryContext) => Waiting[] | Promise<Waiting[]>;
  readonly forms?: readonly PrintedForm[];
  /** False for the key of a draft over a record that the reader may not read today. */
  readonly mayKeepDraft?: (db: ReadableDb, key: string, reader: Reader, today: Day) => boolean;
  /** Its flow, for a look at the whole vault. */
  readonly flow?: CheckedFlow;
  /** Its cases, for the inbox of all that people sign: `inboxOf`. */
  readonly inbox?: Inbox;
  /** Its tables of rows that only grow, for the same look. */
  readonly ledgers?: readonly Ledger[];
  /** What it did about some archives after a row of the log, the last of it for each. */
  readonly touches?: (db: ReadableDb, customerIds: readonly number[], after: number) => Touch[];
  /**
   * What its objects are about by their kinds, for whoever reads the log: null where they may not know it. An archive is
   * named to them as far as they see it in the index.
   */
  readonly about?: Readonly<Record<string, (ctx: QueryContext, id: number) => About | null>>;
  /** What it looks at in a test of the four properties (rules.md D5), such as `stocktake`: places against shelves. */
  readonly properties?: (ctx: Pick<QueryContext, 'reader' | 'clock'>) => readonly PropertyCheck[];
}

/** One line of the 工作台: how many wait, how many of them are late, and the screen that opens them. */
export interface Waiting {
  /** Words in `home:kind.<kind>` and `home:why.<kind>`. */
  readonly kind: string;
  readonly count: number;
  readonly late: number;
  /** How many of them something is known of that helps; words in `home:part.<kind>`. */
  readonly part?: number;
  /** Path within the window, with its filters. */
  readonly link: string;
}

/** What every form carries besides its own contents. */
export interface FrameFacts {
  readonly company: string;
  readonly trial: boolean;
  readonly printedBy: string;
  /** Milliseconds UTC. */
  readonly printedAt: number;
  /** By whose clock moments are written: the department's time zone. */
  readonly zone: string;
  readonly paper: Paper;
}

/** What was read for a form, and what the log says of it. */
export interface ReadForm {
  readonly document: PrintDocument;
  /** `kind:id`. */
  readonly object: string;
  readonly secrecy: Secrecy | null;
  /** What access to the record depends on, for forms of archives. */
  readonly guarded?: Guarded;
  /** Archives that are in the log besides, for forms of many. */
  readonly each?: ReadonlyArray<{
    readonly object: string;
    readonly secrecy: Secrecy;
    readonly guarded: Guarded;
  }>;
}

/** A printed form (forms.md) of one record. */
export interface PrintedForm {
  readonly name: string;
  /** Who may print it, and the act in the log. */
  readonly permission: Action;
  /**
   * Reads the record under the guard of its kind, in a transaction that logs the print. `options` is what the form may
   * be asked for besides, checked by itself.
   */
  readonly read: (
    ctx: MutationContext,
    db: WritableDb,
    id: number,
    frame: FrameFacts,
    options: unknown,
  ) => ReadForm;
}

/** A form that is asked for with options. */
export function formWithOptions<Options>(
  schema: z.ZodType<Options>,
  form: Omit<PrintedForm, 'read'> & {
    readonly read: (
      ctx: MutationContext,
      db: WritableDb,
      id: number,
      frame: FrameFacts,
      options: Options,
    ) => ReadForm;
  },
): PrintedForm {
  return {
    ...form,
    read: (ctx, db, id, frame, options) => form.read(ctx, db, id, frame, schema.parse(options)),
  };
}

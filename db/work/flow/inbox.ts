import type { WritableDb } from '../../connection/handles.ts';
import type { Reason } from '../../domain/reasons.ts';
import type { Role, Secrecy } from '../../domain/roles.ts';
import type { Unreadable } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../context.ts';
import type { TimePlace } from './case-table.ts';
import type { Confirmation } from './confirmation.ts';
import type { Outcome } from './engine.ts';

/** What waits for the person, what they asked for, and what they have done with: over, or signed and on its way. */
export const INBOX_TABS = ['waiting', 'mine', 'decided'] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

/** A case as the inbox lists it, whatever its flow. Times in milliseconds UTC. */
export interface InboxLine {
  /** Name of the flow: its words are `<flow>:state.<state>`, `<flow>:what`. */
  readonly flow: string;
  readonly id: number;
  readonly version: number;
  readonly state: string;
  /** What is asked for, in a few words of the person's own; empty where it cannot be read. */
  readonly title: string;
  readonly secrecy: Secrecy;
  readonly askedBy: string;
  readonly askedAt: number | null;
  /** What is waited for, and by which roles: none for whoever asked. Null where nobody is waited for. */
  readonly next: { readonly step: string; readonly roles: readonly Role[] } | null;
  /** Whole days since the last step; null where nobody is waited for. */
  readonly daysWaited: number | null;
  /** The person asked for it. */
  readonly mine: boolean;
  /** The steps that are open to the person now. */
  readonly open: readonly string[];
  /** Those of them that the inbox takes with nothing but a signature, alone or with others of their kind. */
  readonly signs: readonly string[];
  /** The person has opened it at this version since they signed in. */
  readonly looked: boolean;
  readonly late: boolean;
  readonly unreadable: Unreadable | null;
  /** Its own screen. */
  readonly link: string;
  /** When it last changed, by which it has its place in the list. */
  readonly at: number;
}

/** The lines after a place, in their order, and whether there are others after them. */
export interface InboxPart {
  readonly lines: readonly InboxLine[];
  readonly more: boolean;
}

/** A case of the same flow that the same person asked for before. */
export interface EarlierCase {
  readonly id: number;
  readonly title: string;
  readonly state: string;
  readonly askedAt: number | null;
  readonly link: string;
}

/** How a case came to be asked for as it is now. */
export interface SinceAsked {
  /** Given back, taken back, void and submitted again, in this order; empty where it was asked for once. */
  readonly turns: ReadonlyArray<{
    readonly step: string;
    readonly person: string | null;
    readonly at: number;
    readonly reason: string | null;
    readonly reasonText: Reason['text'];
  }>;
  /** What is no longer as it was asked for, where the subject keeps what that was; words by the subject. */
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly was: string | null;
  readonly now: string | null;
}

/** One step of several that are taken in one act. */
export interface BulkMove {
  readonly id: number;
  readonly version: number;
  readonly step: string;
  readonly confirmed: Confirmation | null;
}

/** What is done once for all that one act has signed, as an anchor of the log. */
export interface Seal {
  /** In the transaction, after the last step. */
  readonly within: (db: WritableDb, ctx: MutationContext) => void;
  /** Once that is over. */
  readonly after: (ctx: MutationContext) => void;
}

/** What a subject brings to the inbox; `inboxOf` makes it from its cases. */
export interface Inbox {
  /** Name of the flow. */
  readonly flow: string;
  /** One part of a tab after a place: at most `limit` lines. */
  list(
    ctx: QueryContext,
    tab: InboxTab,
    query: { readonly after: TimePlace | null; readonly limit: number },
  ): InboxPart;
  count(ctx: QueryContext, tab: InboxTab): number;
  /** At most 20, newest first. Errors: those of the subject's guard. */
  earlier(ctx: QueryContext, id: number): EarlierCase[];
  /** Errors: those of the subject's guard. */
  since(ctx: QueryContext, id: number): SinceAsked;
  /** The steps that are taken with nothing but a signature. */
  readonly signs: readonly string[];
  /** What is done besides once several were signed; undefined for nothing. */
  sealOf(step: string): Seal | undefined;
  /** Takes one of them in the transaction of all. Errors: those of `takeStepIn`. */
  sign(db: WritableDb, ctx: MutationContext, move: BulkMove): Outcome<unknown>;
}

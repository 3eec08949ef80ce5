import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import type { Flow, LineStep } from '../../../db/domain/flow.ts';
import type { Action } from '../../../db/domain/permissions.ts';
import type { Reason } from '../../../db/domain/reasons.ts';
import type { Unreadable } from '../../../db/domain/stored-json.ts';
import type { Clients } from '../../lib/vault.ts';
import type { ListColumn } from '../list/list-column.ts';

/** What a list shows of a case. Times in milliseconds UTC. */
export interface CaseLine {
  readonly id: number;
  readonly state: string;
  readonly name: string;
  readonly unreadable: Unreadable | null;
  readonly askedBy: string;
  readonly askedAt: number | null;
}

/** A case that is open to be read: its steps, and those that are open to the person. */
export interface ReadCase extends CaseLine {
  readonly version: number;
  readonly line: readonly LineStep[];
  readonly open: readonly string[];
}

/** The same with what is asked for, as its form takes it. */
export interface OpenedCase extends ReadCase {
  /** The person asked for it. */
  readonly mine: boolean;
  readonly input: unknown;
}

/** A case that is given back to whoever asked, or taken back by them. */
type Move = { readonly id: number; readonly version: number; readonly reason?: Reason | null };
/** One that goes on by a signature, or by nothing but that somebody takes it. */
type Signing = { readonly id: number; readonly version: number; readonly password: string };

interface Signalled {
  readonly signal: AbortSignal;
}

/** The procedures that every flow has, as a window calls them. */
export interface CaseCalls<Line extends CaseLine, Opened extends OpenedCase> {
  readonly list: {
    query(
      input: { states: Array<Line['state']>; after: number | null; limit: number },
      options: Signalled,
    ): Promise<{ readonly rows: readonly Line[]; readonly next: number | null }>;
  };
  readonly counts: {
    query(input: undefined, options: Signalled): Promise<Readonly<Record<string, number>>>;
  };
  readonly get: { query(input: { id: number }, options: Signalled): Promise<Opened> };
  readonly save: {
    mutate(save: {
      id: number | null;
      version: number | null;
      input: Opened['input'];
      submit: boolean;
    }): Promise<unknown>;
  };
}

/** What is needed to show a case and to take its steps. */
export interface DecisionDesk<Opened extends ReadCase> {
  readonly flow: Flow;
  /** The steps that change nothing but where a case stands. */
  readonly moves: (
    client: Clients['vault'],
  ) => Readonly<Record<string, { mutate(move: Move): Promise<unknown> }>>;
  /** The steps by which it goes on with nothing to be filled in, but for the password where the flow asks for it. */
  readonly takes?: (
    client: Clients['vault'],
  ) => Readonly<Record<string, { mutate(move: Signing): Promise<unknown> }>>;
  /** In a line what a case is about, besides its name. */
  readonly about: (t: TFunction, opened: Opened) => string;
}

/** What a subject brings, so that its cases are listed, opened, written and decided like all others. */
export interface CaseDesk<
  Line extends CaseLine = CaseLine,
  Opened extends OpenedCase = OpenedCase,
> extends DecisionDesk<Opened> {
  /** Who may ask for something new here; absent where that is begun elsewhere. */
  readonly asks?: Action;
  /** The states in the order of the tabs; the list begins with the first. */
  readonly tabs: readonly [Line['state'], ...Array<Line['state']>];
  /** The steps that are taken with the form, by which what it says may change. */
  readonly withForm: readonly string[];
  readonly calls: (client: Clients['vault']) => CaseCalls<Line, Opened>;
  /** The columns that it adds to the list: after the name, and at the end. */
  readonly columns: (t: TFunction) => Record<'about' | 'last', ReadonlyArray<ListColumn<Line>>>;
}

/** What a subject draws of a case. */
export interface CaseViews<Opened extends OpenedCase> extends FactsView<Opened> {
  /** What is asked for: to be written, mended or completed; null for a new one. */
  readonly Form: ComponentType<{ opened: Opened | null }>;
}

export interface FactsView<Opened extends ReadCase> {
  /** What is asked for, to be read. */
  readonly Facts: ComponentType<{ opened: Opened }>;
}

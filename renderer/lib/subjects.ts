import { createContext, useContext, type ComponentType } from 'react';
import type { Flow } from '../../db/domain/flow.ts';
import { mayEver, type Action } from '../../db/domain/permissions.ts';
import type { ShellCommand } from './bridge.ts';
import { useSession } from './session.tsx';
import type { SettingsPart } from './settings-form.ts';

/** A line of the rail, and a command of the palette. */
export interface Section {
  /** Word: `app:section.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly icon: ComponentType;
  /** Shown to whoever may do this somewhere, or one of these; absent: to everybody. */
  readonly action?: Action | ((subjects: readonly Subject[]) => readonly Action[]);
  /** Other screens that belong to it. */
  readonly covers?: (subjects: readonly Subject[]) => readonly string[];
  readonly group: 'work' | 'system';
}

/** A command that begins something: on the home screen, in the palette (Ctrl+K), in the desktop's menu. */
export interface Starter {
  /** Words in `app:command.<key>` and `home:start.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly action: Action;
  /** Item of the desktop's menu that does the same. */
  readonly menu?: ShellCommand;
}

/** Where the inbox is. */
export const INBOX_PATH = '/inbox';

/** What the inbox hands to whoever draws a case beside its list. */
export interface InboxDetailProps {
  readonly id: number;
  /** The person asked for it. */
  readonly mine: boolean;
  /** The steps that are open to them and taken with nothing but a signature. */
  readonly signs: readonly string[];
  /** Asks for the signature. */
  readonly onSign: (step: string) => void;
  /** Once a step is taken here. */
  readonly onDecided: () => void;
  readonly onClose: () => void;
  /** Something stands before it that has the keyboard. */
  readonly busy: boolean;
}

/** The cases of a flow in the inbox; `inboxKind` makes it from a desk. */
export interface InboxKind {
  readonly flow: Flow;
  /** Who reads them, and who asks for something new; absent where that is begun with something else. */
  readonly read: Action;
  readonly asks?: Action;
  /** Under which its own screens are. */
  readonly path: string;
  /** One case: it is to be read by its own procedure, which notes that it was looked at. */
  readonly Detail: ComponentType<InboxDetailProps>;
}

/** What a feature brings to the frame, in its own `subject.ts`; `app/subjects.ts` lists them. */
export interface Subject {
  readonly section?: Section;
  readonly starters?: readonly Starter[];
  /** Its cases in the inbox of all that people sign. */
  readonly inbox?: InboxKind;
  /** Its fields in the settings of the vault. */
  readonly settings?: ComponentType<SettingsPart>;
}

/** All of them, in the order of the rail. */
export const SubjectsContext = createContext<readonly Subject[]>([]);

/** The sections that this person has, in the order of the rail. */
export function useSections(): Section[] {
  const { roles } = useSession().account;
  const subjects = useContext(SubjectsContext);
  return subjects.flatMap(({ section }) => {
    if (!section) return [];
    const { action } = section;
    if (!action) return [section];
    const actions = typeof action === 'function' ? action(subjects) : [action];
    return actions.some((each) => mayEver(roles, each)) ? [section] : [];
  });
}

/** The kinds of cases that this person has in their inbox. */
export function useInboxKinds(): InboxKind[] {
  const { roles } = useSession().account;
  return useContext(SubjectsContext).flatMap(({ inbox }) =>
    inbox && mayEver(roles, inbox.read) ? [inbox] : [],
  );
}

/** The commands that this person has. */
export function useStarters(): Starter[] {
  const { roles } = useSession().account;
  return useContext(SubjectsContext)
    .flatMap(({ starters = [] }) => starters)
    .filter(({ action }) => mayEver(roles, action));
}

/** What the subjects have in the settings of the vault, in their order. */
export function useSettingsParts(): Array<ComponentType<SettingsPart>> {
  return useContext(SubjectsContext).flatMap(({ settings }) => settings ?? []);
}

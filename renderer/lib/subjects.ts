import { createContext, useContext, type ComponentType } from 'react';
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
  /** Shown to whoever may do this somewhere; absent: to everybody. */
  readonly action?: Action;
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

/** What a feature brings to the frame, in its own `subject.ts`; `app/subjects.ts` lists them. */
export interface Subject {
  readonly section?: Section;
  readonly starters?: readonly Starter[];
  /** Its fields in the settings of the vault. */
  readonly settings?: ComponentType<SettingsPart>;
}

/** All of them, in the order of the rail. */
export const SubjectsContext = createContext<readonly Subject[]>([]);

/** The sections that this person has, in the order of the rail. */
export function useSections(): Section[] {
  const { roles } = useSession().account;
  return useContext(SubjectsContext).flatMap(({ section }) =>
    section && (!section.action || mayEver(roles, section.action)) ? [section] : [],
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

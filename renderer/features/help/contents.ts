/** What the help is made of; its sentences stand in the locale `help`. */
import type { Role } from '../../../db/domain/roles.ts';

/** How many first steps each role has: `help:start.<role>.<n>`. */
export const STEPS: Readonly<Record<Role, number>> = {
  developer: 2,
  archivist: 4,
  supervisor: 3,
  service_manager: 3,
  general_manager: 2,
  requester: 2,
  system_admin: 3,
  auditor: 2,
};

/** Keys by where they count: `help:keys.<where>`, `help:key.<what>`. */
export const KEYS: ReadonlyArray<{
  where: string;
  keys: ReadonlyArray<readonly [key: string, what: string]>;
}> = [
  {
    where: 'everywhere',
    keys: [
      ['F1', 'help'],
      ['Ctrl K', 'palette'],
      ['Ctrl L', 'lock'],
      ['Ctrl N', 'new'],
      ['Ctrl P', 'print'],
      ['Esc', 'back'],
    ],
  },
  {
    where: 'list',
    keys: [
      ['/', 'search'],
      ['↑ ↓', 'move'],
      ['Enter', 'open'],
      ['Space', 'select'],
      ['Ctrl A', 'select_all'],
    ],
  },
  {
    where: 'record',
    keys: [
      ['Ctrl E', 'edit'],
      ['Ctrl ↓ ↑', 'neighbours'],
    ],
  },
  {
    where: 'form',
    keys: [
      ['Enter', 'next_field'],
      ['Ctrl S', 'save'],
      ['Alt ↓', 'calendar'],
    ],
  },
  {
    where: 'inbox',
    keys: [
      ['↑ ↓', 'move_case'],
      ['R', 'refuse'],
    ],
  },
];

/** The clauses that the program carries out: `help:rule.<clause>`. */
export const CLAUSES = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'S1',
  'S2',
  'S5',
] as const;

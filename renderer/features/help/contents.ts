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

/**
 * Keys by where they count: `help:keys.<where>`, `help:key.<what>`. Names before several keys hold for each of them
 * (`Ctrl ↓ ↑`); a stroke parts what else does the same.
 */
export const KEYS: ReadonlyArray<{
  where: string;
  keys: ReadonlyArray<readonly [key: string, what: string]>;
}> = [
  {
    where: 'everywhere',
    keys: [
      ['F1', 'help'],
      ['Ctrl K / Ctrl F', 'palette'],
      ['Ctrl L', 'lock'],
      ['Ctrl N', 'new'],
      ['Ctrl O', 'open_vault'],
      ['Ctrl P', 'print'],
      ['Esc', 'back'],
    ],
  },
  {
    where: 'list',
    keys: [
      ['/', 'search'],
      ['↑ ↓ ← →', 'move'],
      ['Home End', 'ends_of_line'],
      ['PageUp PageDown', 'page'],
      ['Ctrl Home End', 'ends_of_list'],
      ['Enter', 'open'],
      ['Space', 'select'],
      ['Shift ↑ ↓', 'select_range'],
      ['Ctrl A', 'select_all'],
      ['Ctrl C', 'copy_cell'],
      ['Shift F10', 'menu'],
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
    where: 'contacts',
    keys: [
      ['↑ ↓', 'move_contact'],
      ['Alt ↑ ↓', 'carry_contact'],
      ['Ctrl V', 'paste_contacts'],
      ['Ctrl Z', 'undo_paste'],
    ],
  },
  { where: 'choices', keys: [['Alt ↑ ↓', 'carry_choice']] },
  {
    where: 'preview',
    keys: [
      ['Ctrl P', 'print_pages'],
      ['Ctrl = -', 'zoom'],
      ['Esc', 'close_preview'],
    ],
  },
  {
    where: 'inbox',
    keys: [
      ['↑ ↓ Home End', 'move_case'],
      ['Enter', 'open_case'],
      ['Space', 'select_case'],
      ['A', 'sign'],
      ['R', 'refuse'],
      ['Esc', 'unselect_cases'],
    ],
  },
  {
    where: 'inspection',
    keys: [
      ['↑ ↓ PageUp PageDown Home End', 'move_inspected'],
      ['Enter', 'pick_inspected'],
      ['A S D F', 'outcomes'],
      ['1–9', 'findings'],
      ['N', 'note'],
      ['Z', 'take_back'],
      ['[ ]', 'levels'],
      ['E', 'climate'],
      ['Esc', 'put_down'],
    ],
  },
  {
    where: 'quick',
    keys: [
      ['Enter', 'quick_in_place'],
      ['A S D F', 'outcomes'],
      ['Backspace', 'quick_other'],
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

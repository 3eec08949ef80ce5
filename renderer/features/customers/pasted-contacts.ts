import titles from '../../../resources/lists/import-columns.json' with { type: 'json' };
import { parsePhones } from '../../../db/domain/cells/phones.ts';
import { CONTACT_FIELDS } from '../../../db/domain/customer-fields.ts';
import { blankContact, CONTACT_FIELD_LIST, type ContactField } from '../../../db/domain/customer.ts';
import { visibleLine } from '../../../db/domain/text/entered.ts';
import { narrowTitle, plainTitle } from '../../../db/domain/text/plain-title.ts';
import { toForm } from '../../lib/record-form.ts';
import type { CustomerForm } from './form-values.ts';

export type ContactForm = CustomerForm['contacts'][number];

/** More than this is no handful of people out of a sheet. */
export const LONGEST_PASTE = 100_000;

export const newContact = (): ContactForm => toForm(CONTACT_FIELDS, blankContact());

const KEYS: readonly ContactField[] = CONTACT_FIELD_LIST.map(([key]) => key);

/** True for cells that fill more than the one that they are pasted into. */
export const isSheet = (text: string): boolean => /[\t\n\r]/.test(text.trim());

/** The cells of a piece of a sheet as Excel and WPS copy it: tabs between them, one with a break inside in quotes. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  for (;;) {
    const [, quoted, plain = '', end = ''] = cell.exec(text) ?? [];
    row.push(visibleLine(quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === '\t') continue;
    rows.push(row);
    row = [];
    if (end === '' || cell.lastIndex >= text.length) break;
  }
  return rows.filter((cells) => cells.some((one) => one !== ''));
}

interface Target {
  readonly contacts: readonly ContactForm[];
  /** Where the keyboard was. */
  readonly row: number;
  readonly column: ContactField;
  readonly most: number;
}

export interface Pasted {
  readonly contacts: ContactForm[];
  /** How many people were filled in, and how many for whom there is no room. */
  readonly filled: number;
  readonly left: number;
}

/**
 * People out of a sheet put into the rows from the one where the keyboard is, as in the sheet; with titles above them
 * each under its own, and over nobody who is there. What has no column goes to the note.
 */
export function withPasted(text: string, { contacts, row, column, most }: Target): Pasted {
  const cells = cellsOf(text);
  const titled = cells.length > 1 ? titledColumns(cells[0] ?? []) : null;
  const people = titled ? cells.slice(1) : cells;
  const columns = titled ?? guessedColumns(people, column);
  const next = contacts.map((contact) => ({ ...contact }));
  const isTaken = titled !== null && !isBlank(next[row]);
  let [at, filled] = [isTaken ? next.length : row, 0];
  for (const person of people) {
    if (at >= most) break;
    next[at] = filledIn(next[at] ?? newContact(), columns, person);
    at += 1;
    filled += 1;
  }
  return { contacts: next, filled, left: people.length - filled };
}

function isBlank(contact: ContactForm | undefined): boolean {
  return contact === undefined || KEYS.every((key) => contact[key].trim() === '');
}

/** What a column fills, and what it is called where that is nothing. */
interface PastedColumn {
  readonly key: ContactField | null;
  readonly title: string;
}

function filledIn(
  contact: ContactForm,
  columns: readonly PastedColumn[],
  cells: readonly string[],
): ContactForm {
  const next = { ...contact };
  const noted: string[] = [];
  for (const [at, text] of cells.entries()) {
    const { key = null, title = '' } = columns[at] ?? {};
    if (text === '') continue;
    if (key === null || (key === 'note' && noted.length > 0))
      noted.push(title === '' ? text : `${title}：${text}`);
    else if (key === 'phone' && isMobile(text) && next.mobile === '') next.mobile = text;
    else next[key] = text;
  }
  if (noted.length > 0) next.note = [next.note, ...noted].filter(Boolean).join('；');
  return next;
}

const BY_TITLE: ReadonlyMap<string, ContactField> = new Map(
  CONTACT_FIELD_LIST.flatMap(([key, { import: columns = { [key]: 'one' } }]) =>
    [key, ...Object.keys(columns).flatMap(titlesOf)].map((title) => [title, key] as const),
  ),
);

function titlesOf(column: string): readonly string[] {
  const known: Readonly<Record<string, readonly string[] | undefined>> = titles;
  return known[column] ?? [];
}

const keyOfTitle = (title: string): ContactField | null =>
  BY_TITLE.get(narrowTitle(title)) ?? BY_TITLE.get(plainTitle(title)) ?? null;

/** What the cells of a row of titles name; null where it is no such row. */
function titledColumns(cells: readonly string[]): PastedColumn[] | null {
  const seen = new Set<ContactField>();
  const columns = cells.map((title): PastedColumn => {
    const key = keyOfTitle(title);
    if (key === null || seen.has(key)) return { key: null, title };
    seen.add(key);
    return { key, title };
  });
  const written = cells.filter((title) => title !== '').length;
  return seen.size > 0 && seen.size * 2 >= written ? columns : null;
}

/**
 * Without titles a column that holds nothing but numbers or addresses of mail is known by them, wherever the keyboard
 * is; the others go from there to the right. A single column goes where the keyboard is.
 */
function guessedColumns(rows: ReadonlyArray<readonly string[]>, from: ContactField): PastedColumn[] {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const known = Array.from({ length: width }, (_one, at) =>
    width === 1 ? null : keyOfCells(rows.map((cells) => cells[at] ?? '').filter(Boolean)),
  );
  const isFirst = (key: ContactField, at: number) => known.indexOf(key) === at;
  const byContent = known.map((key, at) => (key !== null && isFirst(key, at) ? key : null));
  const free = KEYS.slice(KEYS.indexOf(from)).filter((key) => !byContent.includes(key));
  return byContent.map((key) => ({ key: key ?? free.shift() ?? null, title: '' }));
}

const isMobile = (text: string): boolean => {
  const { phones, rejected } = parsePhones(text);
  return phones.length === 1 && phones[0]?.kind === 'mobile' && rejected.length === 0;
};

function keyOfCells(texts: readonly string[]): ContactField | null {
  if (texts.length === 0) return null;
  if (texts.every((text) => /^[^\s@]+@[^\s@]+$/.test(text))) return 'email';
  if (texts.every(isMobile)) return 'mobile';
  const isNumber = (text: string) => parsePhones(text).phones.length > 0 && !/\p{L}/u.test(text);
  return texts.every(isNumber) ? 'phone' : null;
}

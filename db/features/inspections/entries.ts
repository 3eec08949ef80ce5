import type { ReadableDb } from '../../connection/handles.ts';
import type { Shelf } from '../../domain/customer.ts';
import { BLANK_SHEET, type Sheet, type Way } from '../../domain/inspection.ts';
import { findingsSchema } from '../../domain/finding.ts';
import { read, write, type StoredKind } from '../../domain/stored-json.ts';
import type { Written } from '../../work/ledger.ts';
import type { OnShelf } from '../customers/service.ts';
import type { EntryRow } from './store.ts';

/** What was found of one archive, as an entry keeps it. */
export const STORED_FINDINGS: StoredKind<Sheet['findings']> = {
  name: 'inspection_findings',
  version: 1,
  schema: findingsSchema,
};

/** The columns of an entry: what an inspector says, of the archive where it belongs now. */
export function toColumns({ id, shelf }: OnShelf, sheet: Sheet, no: number, way: Way): Written {
  const { outcome, foundAt, putRight, borrower, dueOn, findings, note } = sheet;
  return {
    customer_id: id,
    no,
    outcome,
    way,
    room: shelf?.room ?? null,
    cabinet: shelf?.cabinet ?? null,
    level: shelf?.level ?? null,
    position: shelf?.position ?? null,
    found_room: foundAt?.room ?? null,
    found_cabinet: foundAt?.cabinet ?? null,
    found_level: foundAt?.level ?? null,
    put_right: putRight,
    borrower,
    due_on: dueOn,
    findings: findings.length > 0 ? write(STORED_FINDINGS, findings) : null,
    note,
  };
}

/** What an entry says; findings that cannot be read are none, and `verify` finds them changed. */
export function sheetOf(entry: EntryRow): Sheet {
  const { outcome, put_right: putRight, borrower, due_on: dueOn, note } = entry;
  const stored = entry.findings === null ? null : read(STORED_FINDINGS, entry.findings);
  const { found_room: room, found_cabinet: cabinet, found_level: level } = entry;
  return {
    ...BLANK_SHEET,
    outcome,
    foundAt: cabinet === null || level === null ? null : { room, cabinet, level },
    putRight,
    borrower,
    dueOn,
    findings: stored?.ok ? stored.value : [],
    note,
  };
}

/** Where an archive belonged when the entry was made. */
export function shelfOf({ room, cabinet, level, position }: EntryRow): Shelf | null {
  return cabinet === null || level === null || position === null ? null : { room, cabinet, level, position };
}

/** An entry as windows show it. Times in milliseconds UTC. */
export interface ShownEntry {
  readonly no: number;
  readonly way: Way;
  readonly sheet: Sheet;
  readonly at: number;
  readonly by: string;
}

export function shownEntry(entry: EntryRow, nameOf: (accountId: number) => string): ShownEntry {
  const { no, way, at } = entry;
  return { no, way, sheet: sheetOf(entry), at, by: nameOf(entry.account_id) };
}

export type NameOf = (accountId: number) => string;

/** Names of accounts, each looked for once. */
export function namesOf(db: ReadableDb, find: (db: ReadableDb, accountId: number) => string): NameOf {
  const names = new Map<number, string>();
  return (id) => {
    const known = names.get(id) ?? find(db, id);
    names.set(id, known);
    return known;
  };
}

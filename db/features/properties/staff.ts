/** 在职名单: who works here, as somebody says on a day; accounts are held against it. */
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { MOST_STAFF } from '../../domain/properties.ts';
import type { MutationContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import { staffLedger } from './ledgers.ts';
import * as store from './store.ts';
import { tellOfTests } from './tests.ts';

export interface StaffList {
  readonly day: Day;
  readonly names: readonly string[];
}

const namesSchema = z.array(z.string().max(60)).max(MOST_STAFF);

/** The newest list; null for none, and for one that cannot be read. */
export function readStaff(db: ReadableDb): StaffList | null {
  const row = store.lastStaff(db);
  if (!row) return null;
  const names = namesSchema.safeParse(JSON.parse(row.names));
  return names.success ? { day: row.on_day, names: names.data } : null;
}

/** Keeps a list of names, each once; the former ones stay. */
export function saveStaff(ctx: MutationContext, list: StaffList): StaffList {
  const names = [...new Set(list.names)];
  ctx.transaction((db) => {
    const row = { on_day: list.day, names: JSON.stringify(names) };
    appendRows(db, ctx, staffLedger, store.nextId(db, 'staff'), [row], { action: 'properties.staff' });
    tellOfTests(ctx);
  });
  return { day: list.day, names };
}

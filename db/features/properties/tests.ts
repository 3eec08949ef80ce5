/** Tests as they are kept: what each found, and what was said about what failed. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import {
  PROPERTIES,
  STORED_RESULT,
  type HandleReason,
  type Property,
  type PropertyCheck,
  type PropertyResult,
  type TestScope,
} from '../../domain/properties.ts';
import { keptReason } from '../../domain/reasons.ts';
import { read, write } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { appendRows } from '../../work/ledger.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import { findAccountName } from '../accounts/service.ts';
import { findArchiveNo } from '../customers/service.ts';
import { noteLedger, testLedger } from './ledgers.ts';
import * as store from './store.ts';

/** What a test found, about what. Times in milliseconds UTC. */
export interface NewTest {
  readonly scope: TestScope;
  readonly archives?: { readonly first: number; readonly last: number };
  readonly inspectionId?: number | null;
  readonly begunAt: number;
  readonly result: PropertyResult;
}

/** Those who read tests alone: others would hear by it when something was filed. */
export function tellOfTests({ emit }: Pick<MutationContext, 'emit'>): void {
  emit(({ roles }) => (mayEver(roles, 'properties.read') ? { type: 'changed', kind: 'properties' } : null));
}

/** Keeps a test of whoever acts; returns its number. */
export function keepTest(ctx: MutationContext, test: NewTest): number {
  return ctx.transaction((db) => {
    const id = writeTest(db, ctx, test);
    tellOfTests(ctx);
    return id;
  });
}

/** The same in the caller's transaction. */
export function writeTest(db: WritableDb, recorder: Recorder, test: NewTest): number {
  const { scope, archives, inspectionId = null, begunAt, result } = test;
  const id = store.nextId(db, 'test');
  const row = {
    scope,
    customer_id: archives?.first ?? null,
    last_customer_id: archives?.last ?? null,
    inspection_id: inspectionId,
    result: write(STORED_RESULT, result),
    begun_at: begunAt,
    ended_at: recorder.clock.now(),
  };
  appendRows(db, recorder, testLedger, id, [row], { action: 'properties.test' });
  return id;
}

/** What was said about a check that failed. */
export interface Handling {
  readonly reason: string;
  readonly reasonText: string | null;
  readonly by: string;
  readonly at: number;
}

/** A test as it is shown. */
export interface ShownTest {
  readonly id: number;
  readonly scope: TestScope;
  readonly begunAt: number;
  readonly endedAt: number;
  /** Null for the program, which tests by itself what was filed or backed up. */
  readonly by: string | null;
  readonly inspectionId: number | null;
  /** 档号 of the archive that was filed, and of the last of an import. */
  readonly archives: { readonly first: string; readonly last: string } | null;
  readonly ok: boolean;
  readonly failed: number;
  /** Checks that failed and of which nothing was said. */
  readonly open: number;
  /** False for what this program cannot read. */
  readonly isReadable: boolean;
}

export interface OpenedTest extends ShownTest {
  readonly checks: ReadonlyArray<PropertyCheck & { readonly handling: Handling | null }>;
  readonly head: PropertyResult['head'];
  readonly program: string;
}

/** A test with all that it looked at, and the newest word about each check that failed. Error: `properties.not_found`. */
export function openTest(db: ReadableDb, id: number): OpenedTest {
  const row = store.findTest(db, id);
  if (!row) throw new AppError('properties.not_found');
  return opened(db, row);
}

function opened(db: ReadableDb, row: store.TestRow): OpenedTest {
  const stored = read(STORED_RESULT, row.result);
  const result = stored.ok ? stored.value : { checks: [], head: null, program: '' };
  const notes = new Map(store.listNotes(db, row.id).map((note) => [note.check_name, note]));
  const checks = result.checks.map((check) => {
    const note = check.ok ? undefined : notes.get(check.name);
    const handling = note
      ? { reason: note.reason, reasonText: note.reason_text, by: note.by, at: note.at }
      : null;
    return { ...check, handling };
  });
  const failed = checks.filter(({ ok }) => !ok);
  const { customer_id: first, last_customer_id: last } = row;
  return {
    id: row.id,
    scope: row.scope,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    by: row.scope === 'all' ? findAccountName(db, row.account_id) : null,
    inspectionId: row.inspection_id,
    archives:
      first === null || last === null
        ? null
        : { first: findArchiveNo(db, first) ?? '', last: findArchiveNo(db, last) ?? '' },
    ok: stored.ok && failed.length === 0,
    failed: failed.length,
    open: failed.filter(({ handling }) => handling === null).length,
    isReadable: stored.ok,
    checks,
    head: result.head,
    program: result.program,
  };
}

/** Newest first. */
export function listTests(
  ctx: QueryContext,
  page: { readonly scopes: readonly TestScope[]; readonly after: number | null; readonly limit: number },
): { rows: ShownTest[]; next: number | null } {
  const { rows, next } = store.listTests(ctx.reader, page);
  const shown = rows.map((row): ShownTest => {
    const { checks: _checks, head: _head, program: _program, ...line } = opened(ctx.reader, row);
    return line;
  });
  return { rows: shown, next: next === null ? null : (rows.at(-1)?.id ?? null) };
}

/**
 * Says what is done about a check that failed. What was said before stays, and the newest counts. Errors:
 * `properties.not_found`, `properties.nothing_failed`.
 */
export function handleFailure(
  ctx: MutationContext,
  { id, check, reason }: { readonly id: number; readonly check: string; readonly reason: HandleReason },
): { open: number } {
  return ctx.transaction((db) => {
    const failed = openTest(db, id).checks.some(({ name, ok }) => name === check && !ok);
    if (!failed) throw new AppError('properties.nothing_failed');
    const kept = keptReason(reason);
    const row = { check_name: check, reason: kept.reason, reason_text: kept.reasonText };
    appendRows(db, ctx, noteLedger, id, [row], { action: 'properties.handle', reason: kept.reason });
    tellOfTests(ctx);
    return { open: openTest(db, id).open };
  });
}

/**
 * The newest test of everything that looked at a row of the log; null for none. By the log, not by the time: a clock may
 * have been set, and a test have been paused, since it began.
 */
export function lastTest(db: ReadableDb, { seq }: { readonly seq: number }): ShownTest | null {
  const row = store.findLast(db, seq);
  return row ? opened(db, row) : null;
}

/** What failed in a test and was not spoken of: it keeps an inspection from being signed. */
export function openFailures(db: ReadableDb, testId: number): PropertyCheck[] {
  return openTest(db, testId).checks.filter(({ ok, handling }) => !ok && handling === null);
}

/** True when something was said about all that failed; what cannot be read was handled by nobody. */
export function isHandled(db: ReadableDb, testId: number): boolean {
  const { isReadable, open } = openTest(db, testId);
  return isReadable && open === 0;
}

/** A test in a few figures, for the record of an inspection. */
export interface TestSummary extends ShownTest {
  readonly properties: Readonly<Record<Property, { readonly checks: number; readonly failed: number }>>;
}

export function summaryOf(db: ReadableDb, testId: number): TestSummary {
  const { checks, head: _head, program: _program, ...test } = openTest(db, testId);
  const of = (property: Property) => checks.filter((check) => check.property === property);
  const properties = Object.fromEntries(
    PROPERTIES.map((property) => [
      property,
      { checks: of(property).length, failed: of(property).filter(({ ok }) => !ok).length },
    ]),
  ) as TestSummary['properties'];
  return { ...test, properties };
}

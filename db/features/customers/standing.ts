/** Archives that are no more, as acts of their own: their number stays spent and their history is kept. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { stopped } from '../../domain/dates.ts';
import { readStoredText } from '../../domain/field-values.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import type { ContactInput, CustomerInput } from '../../domain/customer.ts';
import type { Field } from '../../domain/fields.ts';
import { STANDING_FIELD, type Standing } from '../../domain/standing.ts';
import type { MutationContext } from '../../work/context.ts';
import { appendHistory } from '../../work/history.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import { contentBefore } from '../../work/records.ts';
import { guardedOf } from './access.ts';
import { customerKind } from './kind.ts';
import { readInput } from './record.ts';
import { updateStanding } from './standing-store.ts';
import { customerHistory, type CustomerRow } from './store.ts';

export type StandingContext = Recorder & Pick<MutationContext, 'registries'>;

export interface StandingChange {
  readonly action: 'customers.take_back' | 'customers.join' | 'customers.part';
  readonly standing: Standing;
  readonly joinedInto: number | null;
  /** What the history says that it is from now on, besides its standing. */
  readonly said?: Readonly<Record<string, unknown>>;
}

/**
 * Says of an archive what it is from now on, in the caller's transaction: the row, a line of history, the row of the
 * log. The caller has asked who may, and sees to the index.
 */
export function changeStanding(
  db: WritableDb,
  ctx: StandingContext,
  row: CustomerRow,
  { action, standing, joinedInto, said = {} }: StandingChange,
): CustomerRow {
  const recorder = { ...ctx, clock: stopped(ctx.clock) };
  const at = recorder.clock.now();
  const input = readInput(db, row);
  const before = contentBefore(db, customerKind, row, input);
  if (!updateStanding(db, row, { standing, joinedInto, at }))
    throw new Error('the record changed in its own transaction');
  const after = { ...row, version: row.version + 1, standing, joined_into: joinedInto };
  const change = {
    version: after.version,
    at,
    accountId: ctx.actor.accountId,
    field: STANDING_FIELD,
    oldValue: row.standing,
    newValue: Object.keys(said).length === 0 ? standing : canonicalJson({ ...said, standing }),
    reason: null,
    reasonText: null,
  };
  const guarded = guardedOf(row);
  recordAudit(db, recorder, {
    ...before,
    action,
    object: `customer:${row.id}`,
    secrecy: row.secrecy,
    subject: { was: guarded, is: guarded },
    after: customerKind.content(after, input),
    history: appendHistory(db, customerHistory, row.id, [change]),
  });
  return { ...after, updated_at: at };
}

/** An archive goes with the import that brought it in. Its entry in the index is the caller's to take out. */
export function takeBack(db: WritableDb, ctx: StandingContext, row: CustomerRow): void {
  changeStanding(db, ctx, row, { action: 'customers.take_back', standing: 'taken_back', joinedInto: null });
}

const FIELDS = new Map<string, Field>(Object.entries(CUSTOMER_FIELDS));

/**
 * What an archive said before the change that made it the version it is, from its history; undefined where that cannot
 * be told. People keep the numbers under which the database has them.
 */
export function inputBefore(db: ReadableDb, row: CustomerRow): CustomerInput | undefined {
  const input = readInput(db, row);
  const before = { ...input };
  const values: Record<string, unknown> = before;
  for (const { version, field, oldValue } of customerHistory.list(db, row.id)) {
    if (version !== row.version) continue;
    const known = FIELDS.get(field);
    if (!known) return undefined;
    const value = oldValue === null ? blankOf(known) : readStoredText(known, oldValue);
    if (value === undefined) return undefined;
    values[field] = value;
  }
  return { ...before, contacts: withIds(before.contacts, input.contacts) };
}

const blankOf = ({ blank }: Field): unknown => (Array.isArray(blank) ? [] : null);

function withIds(contacts: readonly ContactInput[], present: readonly ContactInput[]): ContactInput[] {
  const free = [...present];
  return contacts.map((contact) => {
    if (contact.id !== undefined) return contact;
    const at = free.findIndex(({ name }) => name === contact.name);
    const [same] = at < 0 ? [] : free.splice(at, 1);
    return { ...contact, id: same?.id };
  });
}

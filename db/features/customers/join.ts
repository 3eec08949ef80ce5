/** 合并: two archives that are one customer become one, and can be taken apart again while nothing else touched them. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { joinedInput } from '../../domain/customer-join.ts';
import { AppError } from '../../domain/errors.ts';
import { JOINED, UNDONE } from '../../domain/reasons.ts';
import { isLogged, SECRECY_CLASSES } from '../../domain/roles.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { findAccountName } from '../accounts/service.ts';
import { indexEntry, removeEntries } from '../search/service.ts';
import { guardedOf, requireCustomer, secrecyInForce } from './access.ts';
import { checkAssigned, checkInput } from './check.ts';
import { findJoined, isUntouched, type Joined, type Rows } from './joined.ts';
import { getCustomer } from './look.ts';
import { readInput } from './record.ts';
import { applyUpdate, tellOfChange, versionConflict } from './service.ts';
import { changeStanding, inputBefore } from './standing.ts';
import type { CustomerRow } from './store.ts';

interface Pair {
  /** The one that stays. */
  readonly id: number;
  readonly otherId: number;
}

/** Both archives for reading side by side, and what has to be over before they can be joined. */
export function readJoining(ctx: QueryContext, { id, otherId }: Pair) {
  const { reader } = ctx;
  const rows = requireBoth(ctx, reader, { id, otherId });
  const [target, other] = [getCustomer(ctx, id), getCustomer(ctx, otherId)];
  if (target.access !== 'full' || other.access !== 'full') throw new AppError('access.denied');
  const shown = ({ index, input, version }: typeof target) => ({ index, input, version });
  return {
    target: shown(target),
    other: shown(other),
    isGuarded: isLogged(inForce(ctx, rows.target)),
    /** The other is more closed than the one that stays. */
    tooClosed: isTooClosed(ctx, rows),
    open: openActs(ctx, reader, otherId).map(({ kind, at, accountId }) => ({
      kind,
      at,
      by: findAccountName(reader, accountId),
    })),
  };
}

/** Whoever joins two may edit both. Errors: `customers.join_itself`, those of `requireCustomer`. */
function requireBoth(ctx: QueryContext, db: ReadableDb, { id, otherId }: Pair): Rows {
  if (id === otherId) throw new AppError('customers.join_itself');
  const { row: target } = requireCustomer(ctx, db, id, 'customers.edit');
  const { row: other } = requireCustomer(ctx, db, otherId, 'customers.edit');
  return { target, other };
}

const inForce = ({ clock }: QueryContext, row: CustomerRow) => secrecyInForce(guardedOf(row), clock.today());

function isTooClosed(ctx: QueryContext, { target, other }: Rows): boolean {
  const placeOf = (row: CustomerRow) => SECRECY_CLASSES.indexOf(inForce(ctx, row));
  return placeOf(other) > placeOf(target);
}

/** What is not over yet about an archive: it is looked at, waited for, looked for, or repaired. */
function openActs({ registries }: Pick<QueryContext, 'registries'>, db: ReadableDb, id: number) {
  return registries.subjects
    .flatMap(({ touches }) => touches?.(db, [id], 0) ?? [])
    .filter(({ open }) => open);
}

export interface Join extends Pair {
  /** The versions that the person saw. */
  readonly version: number;
  readonly otherVersion: number;
  /** What the one that stays takes from the other (`joinDifferences`). */
  readonly picks: readonly string[];
}

/**
 * The one takes in what is chosen of the other, which becomes 已并入. Errors: `customers.join_itself`, `customers.join_class`,
 * `customers.join_open` {kind}, `customers.version_conflict`, those of `requireCustomer` and `checkInput`.
 */
export function joinCustomers(ctx: MutationContext, join: Join): { archiveNo: string; into: string } {
  return ctx.transaction((db) => {
    const { target, other } = requireBoth(ctx, db, join);
    if (target.version !== join.version) throw versionConflict(db, ctx, target);
    if (other.version !== join.otherVersion) throw versionConflict(db, ctx, other);
    if (isTooClosed(ctx, { target, other })) throw new AppError('customers.join_class');
    const [open] = openActs(ctx, db, other.id);
    if (open) throw new AppError(`customers.join_open_${open.kind}`);
    const before = readInput(db, target);
    const isGuarded = isLogged(inForce(ctx, target));
    const joining = { target: before, other: readInput(db, other), isGuarded };
    const input = joinedInput(joining, new Set(join.picks));
    checkInput(db, input, () => before);
    checkAssigned(input, guardedOf(target), ctx.clock.today());
    const { version } = applyUpdate(db, ctx, target, {
      version: target.version,
      input,
      reason: JOINED,
      reasonText: other.archive_no,
      indexed: false,
    });
    const said = { into: target.archive_no, version, changed: version !== target.version };
    const change = { action: 'customers.join', standing: 'joined', joinedInto: target.id, said } as const;
    changeStanding(db, ctx, other, change);
    removeEntries(db, [other.id]);
    // Its number finds the one that stays.
    indexEntry(db, ctx.registries.search, target.id);
    tellOfBoth(ctx, { target, other });
    return { archiveNo: other.archive_no, into: target.archive_no };
  });
}

function tellOfBoth(ctx: MutationContext, rows: Rows): void {
  for (const row of Object.values(rows)) tellOfChange(ctx, row.id, guardedOf(row), guardedOf(row));
}

/**
 * The two are two again: the one that took in the other says what it said before. Errors: `customers.not_joined`,
 * `customers.join_touched`, those of `requireCustomer`.
 */
export function partCustomers(ctx: MutationContext, otherId: number): { archiveNo: string; from: string } {
  return ctx.transaction((db) => {
    const { row: other } = requireCustomer(ctx, db, otherId, 'customers.edit', { gone: true });
    const joined = findJoined(db, other);
    if (!joined) throw new AppError('customers.not_joined');
    const { row: target } = requireCustomer(ctx, db, joined.target.id, 'customers.edit', { gone: true });
    if (!isUntouched(ctx, db, joined)) throw new AppError('customers.join_touched');
    takeOut(db, ctx, joined);
    changeStanding(db, ctx, other, { action: 'customers.part', standing: 'living', joinedInto: null });
    for (const id of [target.id, other.id]) indexEntry(db, ctx.registries.search, id);
    tellOfBoth(ctx, { target, other });
    return { archiveNo: other.archive_no, from: target.archive_no };
  });
}

function takeOut(db: WritableDb, ctx: MutationContext, { target, version, changed }: Joined): void {
  if (!changed) return;
  const input = inputBefore(db, target);
  if (!input) throw new AppError('customers.join_touched');
  applyUpdate(db, ctx, target, { version, input, reason: UNDONE, indexed: false });
}

import { blankCustomer, missingFields, type CustomerInput } from '../../domain/customer.ts';
import { daysBetween } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { may } from '../../domain/permissions.ts';
import { write } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { takeStep } from '../../work/flow/engine.ts';
import { lineOf, openCase } from '../../work/flow/reading.ts';
import { saveCase, type CaseSave, type Saved } from '../../work/flow/save.ts';
import type { About } from '../../work/subject.ts';
import {
  checkAssigned,
  checkInput,
  checkTerm,
  fileCustomer,
  isLowered,
  type FiledCustomer,
} from '../customers/service.ts';
import { readSettings, setAside } from '../workspace/service.ts';
import { filings, readInput, STORED_INPUT } from './flow.ts';
import { filingTable, type FilingRow } from './store.ts';

export { filingsChecked } from './flow.ts';

/** What it is called and how it stands. */
export function lineOfFiling(ctx: QueryContext, row: FilingRow) {
  const { name, category } = inputOf(row);
  return { ...lineOf(ctx, filings, row), name, category, lag: lagOf(ctx, row) };
}

/** The archive that it became; before, whose name was reported, to who sees it in the list of filings. */
export function aboutFiling(ctx: QueryContext, id: number): About | null {
  const row = filingTable.find(ctx.reader, id);
  if (row && row.customer_id !== null) return { archive: row.customer_id };
  if (!row || !filingTable.isVisible(ctx.reader, filings.reachOf(ctx), id)) return null;
  return { name: inputOf(row).name };
}

/** One filing with what was reported. */
export function openFiling(ctx: QueryContext, id: number) {
  const { row, shown } = openCase(ctx, filings, id);
  const input = inputOf(row);
  const missing = missingFields(input);
  return { ...lineOfFiling(ctx, row), ...shown, input, missing, customerId: row.customer_id };
}

/** What was reported; where it cannot be read, nothing but its class. */
function inputOf(row: FilingRow): CustomerInput {
  const stored = readInput(row);
  return stored.ok ? stored.value : { ...blankCustomer('client'), secrecy: row.secrecy };
}

/** Days since first contact, and whether that is past the limit (A1); null where no day is known. */
export function lagOf(ctx: QueryContext, row: FilingRow): { days: number; late: boolean } | null {
  const { firstContactOn } = inputOf(row);
  if (firstContactOn === null) return null;
  const days = daysBetween(firstContactOn, ctx.clock.today());
  return { days, late: days > readSettings(ctx.reader).filingLimitDays };
}

type Reported<Decision> = Decision & { readonly input: CustomerInput };

/** Keeps a filing while it is being written, or submits it; what could not be read is set aside for its reporter. */
export function saveFiling(ctx: MutationContext, { input, ...save }: Reported<CaseSave>): Saved {
  return saveCase(ctx, filings, save, {
    columns: { input: write(STORED_INPUT, input), secrecy: input.secrecy },
    check(db) {
      checkInput(db, input);
      checkTerm(input, ctx.clock.today());
    },
    replacing(db, row) {
      const why = filings.unreadable(row);
      if (why) setAside(db, ctx, { source: 'filing', key: `filing:${row.id}`, why, value: row.input });
    },
  });
}

/** 受理: the reported customer becomes an archive. */
export function acceptFiling(
  ctx: MutationContext,
  { input, ...decision }: Reported<{ readonly id: number; readonly version: number }>,
): FiledCustomer {
  return takeStep(ctx, filings, { ...decision, step: 'accept' }, (db, row) => {
    expectClass(ctx, row, input);
    checkInput(db, input);
    checkTerm(input, ctx.clock.today());
    // Who reported it may become responsible for it, and nobody else, by whoever accepts it.
    const isReporter = input.responsibleId === row.reporter_id;
    const reporter = { responsibleId: isReporter ? row.reporter_id : null, keeperId: null };
    checkAssigned(input, reporter, ctx.clock.today());
    const made = fileCustomer(db, ctx, input, { filedOn: ctx.clock.today() });
    filingTable.update(db, row.id, { customer_id: made.id });
    return made;
  });
}

/** A lower class than was reported, or an earlier end of it, takes who may classify (S1). */
function expectClass(ctx: MutationContext, row: FilingRow, accepted: CustomerInput): void {
  const reported = readInput(row);
  if (!reported.ok) throw new AppError('filings.unreadable');
  const { secrecy } = reported.value;
  if (!isLowered(reported.value, accepted, ctx.clock.today())) return;
  if (may(ctx.actor.roles, 'customers.classify', { secrecy, relations: [] })) return;
  const entry = { action: 'customers.classify', object: `filing:${row.id}`, secrecy };
  throw new DeniedError('filings.class_lowered', entry);
}

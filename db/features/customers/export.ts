import type { ReadableDb } from '../../connection/handles.ts';
import { CUSTOMER_FIELD_LIST, type CustomerField, type CustomerInput } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import { fieldText, type ValueWords } from '../../domain/field-text.ts';
import type { Field } from '../../domain/fields.ts';
import { may } from '../../domain/permissions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { Language } from '../../domain/wording.ts';
import type { MutationContext } from '../../work/context.ts';
import { writeOutput } from '../../vault/output.ts';
import { recordAudit, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import { tableToXlsx } from '../documents/service.ts';
import { chosenIds, MOST_NAMED, type Chosen } from '../search/service.ts';
import { guardedOf, isLogged, secrecyInForce, subjectToday, type Guarded } from './access.ts';
import { readInput } from './record.ts';
import * as store from './store.ts';
import { customerWord, fieldTitle, customerWords } from './words.ts';

/** More rows than this make a workbook that office programs open slowly; a filter makes the list shorter. */
export const MOST_EXPORTED = MOST_NAMED;

/** Rows between two looks at whether the person has cancelled. */
const STEP = 500;

export interface ExportRequest extends Chosen {
  /** Where to write, from a dialog. */
  readonly token: string;
  readonly language: Language;
}

type Value = string | number | null;

/** A column: the key of its title and what stands in it. */
type Column = readonly [title: string, value: (line: Line) => Value];

interface Line {
  readonly row: store.CustomerRow;
  readonly input: CustomerInput;
  readonly words: ValueWords;
}

/** The name stands beside the number, the other fields in the order of the form. */
const EXPORTED = CUSTOMER_FIELD_LIST.filter(([, { exported }]) => exported).toSorted(
  ([a], [b]) => Number(b === 'name') - Number(a === 'name'),
);

const COLUMNS: readonly Column[] = [
  ['archiveNo', ({ row }) => row.archive_no],
  ...EXPORTED.map(([key, field]): Column => [key, ({ input, words }) => valueOf(field, input[key], words)]),
  ['filedOn', ({ row }) => row.filed_on],
  ['completeness', ({ row }) => row.completeness],
];

/** Amounts stay numbers, to be reckoned with. */
function valueOf(field: Field, value: CustomerInput[CustomerField], words: ValueWords): Value {
  return field.kind === 'amount' ? (value as number | null) : fieldText(field, value, words);
}

/**
 * The list as a workbook, in its order, formula-safe, that of a trial marked above its titles, one row of the log and one more for each 机密 and 绝密 archive.
 * Archives that the person sees in the index but may not export are left out and counted. Errors: `customers.export_too_many`, `common.not_written`.
 */
export async function exportCustomers(
  ctx: MutationContext,
  { token, language, ...meant }: ExportRequest,
): Promise<{ exported: number; withheld: number }> {
  const path = ctx.grantedPath(token, 'write');
  const chosen: number[] = [];
  for (const id of chosenIds(ctx, meant)) {
    if (chosen.length === MOST_EXPORTED)
      throw new AppError('customers.export_too_many', { most: MOST_EXPORTED });
    chosen.push(id);
  }
  const { rows, guarded } = readRows(ctx, chosen, language);
  const bytes = await tableToXlsx({
    name: customerWord(language, 'list'),
    mark: ctx.facts.trial ? customerWord(language, 'export.trial') : undefined,
    columns: COLUMNS.map(([title]) => ({ title: fieldTitle(language, title) })),
    rows,
  });
  const counts = { exported: rows.length, withheld: chosen.length - rows.length };
  ctx.transaction((db) => {
    const action = 'customers.export';
    const each = (recorder: Recorder) => {
      for (const { id, secrecy, was } of guarded)
        recordAudit(db, recorder, { action, object: `customer:${id}`, secrecy, subject: { was } });
    };
    recordBulk(db, ctx, each, () => ({ action, object: 'list', after: { ...counts, view: meant.view } }));
  });
  await writeOutput(path, bytes, 'common.not_written');
  return counts;
}

function readRows(ctx: MutationContext, ids: readonly number[], language: Language) {
  const db = ctx.reader;
  const wordsOf = customerWords(db, language, { inRow: ({ exported }) => exported ?? false });
  const guarded: Array<{ id: number; secrecy: Secrecy; was: Guarded }> = [];
  const rows = ids.flatMap((id, index) => {
    if (index % STEP === 0) {
      ctx.checkCancelled();
      ctx.progress('customers.export', index, ids.length);
    }
    const row = exportable(ctx, db, id);
    if (!row) return [];
    const was = guardedOf(row);
    const secrecy = secrecyInForce(was, ctx.clock.today());
    if (isLogged(secrecy)) guarded.push({ id, secrecy, was });
    const line: Line = { row, input: readInput(db, row), words: wordsOf(row.category) };
    return [COLUMNS.map(([, value]) => value(line))];
  });
  return { rows, guarded };
}

function exportable(ctx: MutationContext, db: ReadableDb, id: number): store.CustomerRow | undefined {
  const row = store.findCustomerRow(db, id);
  return row?.standing === 'living' &&
    may(ctx.actor.roles, 'customers.export', subjectToday(ctx, guardedOf(row)))
    ? row
    : undefined;
}

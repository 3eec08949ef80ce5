import enCommon from '../../../resources/locales/en/common.json' with { type: 'json' };
import enCustomers from '../../../resources/locales/en/customers.json' with { type: 'json' };
import zhCommon from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import zhCustomers from '../../../resources/locales/zh-CN/customers.json' with { type: 'json' };
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { may } from '../../domain/permissions.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { Language } from '../../domain/wording.ts';
import type { MutationContext } from '../../work/context.ts';
import { writeOutput } from '../../vault/output.ts';
import { recordAudit, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import { tableToXlsx } from '../documents/service.ts';
import { labelOf, placeName } from '../lists/service.ts';
import { listIds } from '../search/service.ts';
import { readSettings } from '../workspace/service.ts';
import { guardedOf, isLogged, secrecyInForce, subjectOf } from './access.ts';
import { readInput } from './record.ts';
import * as store from './store.ts';

/** More rows than this make a workbook that office programs open slowly; a filter makes the list shorter. */
export const MOST_EXPORTED = 50_000;

/** Rows between two looks at whether the person has cancelled. */
const STEP = 500;

type Words = typeof zhCommon & typeof zhCustomers;
const WORDS: Record<Language, Words> = {
  'zh-CN': { ...zhCommon, ...zhCustomers },
  en: { ...enCommon, ...enCustomers },
};

type View = Parameters<typeof listIds>[1];

export interface ExportRequest {
  /** Where to write, from a dialog. */
  readonly token: string;
  readonly view: View;
  /** Only these archives of the view; null for all of them. */
  readonly ids: readonly number[] | null;
  readonly language: Language;
}

/** A column: its title and what stands in it. */
type Column = readonly [title: keyof Words, value: (line: Line) => string | number | null];

interface Line {
  readonly row: store.CustomerRow;
  readonly input: ReturnType<typeof readInput>;
  readonly words: Words;
  readonly label: (list: string, code: string | null) => string | null;
  readonly person: string | null;
}

const COLUMNS: readonly Column[] = [
  ['field.archiveNo', ({ row }) => row.archive_no],
  ['field.name', ({ row }) => row.name],
  ['field.category', ({ row, words }) => words[`category.${row.category}`]],
  ['field.subType', ({ row, label }) => label(`sub_type_${row.category}`, row.sub_type)],
  ['field.uscc', ({ row }) => row.uscc],
  ['field.province', ({ row }) => placeName(row.province)],
  ['field.city', ({ row }) => placeName(row.city)],
  ['field.district', ({ row }) => placeName(row.district)],
  ['field.address', ({ row }) => row.address],
  ['field.phones', ({ input }) => input.phones.join('; ')],
  ['field.contacts', ({ input }) => input.contacts.map(contactText).join('; ')],
  ['field.industry', ({ row, label }) => label('industry', row.industry)],
  ['field.grade', ({ row, label }) => label('grade', row.grade)],
  ['field.secrecy', ({ row, words }) => words[`secrecy.${row.secrecy}`]],
  ['field.status', ({ row, words }) => (row.status === null ? null : words[`status.${row.status}`])],
  ['field.firstContactOn', ({ row }) => row.first_contact_on],
  ['field.filedOn', ({ row }) => row.filed_on],
  ['field.responsibleId', ({ person }) => person],
  ['field.shelf', ({ input }) => shelfText(input.shelf)],
  ['field.annualVolume', ({ row }) => row.annual_volume],
  ['field.indexTerms', ({ input }) => input.indexTerms.join('; ')],
  ['field.note', ({ row }) => row.note],
  ['field.completeness', ({ row }) => row.completeness],
];

/**
 * The list as a workbook, in its order, formula-safe, one row of the log and one more for each 机密 and 绝密 archive.
 * Archives that the person sees in the index but may not export are left out and counted. Errors: `customers.export_too_many`, `common.not_written`.
 */
export async function exportCustomers(
  ctx: MutationContext,
  { token, view, ids, language }: ExportRequest,
): Promise<{ exported: number; withheld: number }> {
  const path = ctx.grantedPath(token, 'write');
  const wanted = ids === null ? null : new Set(ids);
  const chosen: number[] = [];
  for (const id of listIds(ctx, view, wanted)) {
    if (chosen.length === MOST_EXPORTED)
      throw new AppError('customers.export_too_many', { most: MOST_EXPORTED });
    chosen.push(id);
  }
  const { rows, guarded } = readRows(ctx, chosen, WORDS[language]);
  const bytes = await tableToXlsx({
    name: WORDS[language]['list'],
    columns: COLUMNS.map(([title]) => ({ title: WORDS[language][title] })),
    rows,
  });
  const counts = { exported: rows.length, withheld: chosen.length - rows.length };
  ctx.transaction((db) => {
    const action = 'customers.export';
    const each = (recorder: Recorder) => {
      for (const { id, secrecy } of guarded)
        recordAudit(db, recorder, { action, object: `customer:${id}`, secrecy });
    };
    recordBulk(db, ctx, each, () => ({ action, object: 'list', after: { ...counts, view } }));
  });
  await writeOutput(path, bytes, 'common.not_written');
  return counts;
}

function readRows(ctx: MutationContext, ids: readonly number[], words: Words) {
  const db = ctx.reader;
  const gradeList = readSettings(db).gradeList;
  const label = remembered((key) => {
    const [list = '', code = ''] = key.split(' ');
    return labelOf(db, list === 'grade' ? gradeList : list, code);
  });
  const person = remembered((id) => store.findPersonName(db, Number(id)) ?? null);
  const guarded: Array<{ id: number; secrecy: Secrecy }> = [];
  const rows = ids.flatMap((id, index) => {
    if (index % STEP === 0) {
      ctx.checkCancelled();
      ctx.progress('customers.export', index, ids.length);
    }
    const row = exportable(ctx, db, id);
    if (!row) return [];
    const secrecy = secrecyInForce(guardedOf(row), ctx.clock.today());
    if (isLogged(secrecy)) guarded.push({ id, secrecy });
    const line: Line = {
      row,
      input: readInput(db, row),
      words,
      label: (list, code) => (code === null ? null : label(`${list} ${code}`)),
      person: row.responsible_id === null ? null : person(String(row.responsible_id)),
    };
    return [COLUMNS.map(([, value]) => value(line))];
  });
  return { rows, guarded };
}

function exportable(ctx: MutationContext, db: ReadableDb, id: number): store.CustomerRow | undefined {
  const row = store.findCustomerRow(db, id);
  return row && may(ctx.actor.roles, 'customers.export', subjectOf(ctx, guardedOf(row))) ? row : undefined;
}

/** Looks each key up once. */
function remembered(look: (key: string) => string | null): (key: string) => string | null {
  const known = new Map<string, string | null>();
  return (key) => {
    if (!known.has(key)) known.set(key, look(key));
    return known.get(key) ?? null;
  };
}

function contactText({ name, mobile, phone }: Line['input']['contacts'][number]): string {
  return [name, mobile, phone].filter((part) => part !== null).join(' ');
}

function shelfText(shelf: Line['input']['shelf']): string | null {
  if (!shelf) return null;
  return [shelf.room, shelf.cabinet, shelf.level, shelf.position].filter((part) => part !== null).join('-');
}

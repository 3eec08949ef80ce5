/** 修复登记表 (forms.md 10). */
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import type { PrintedForm } from '../../work/subject.ts';
import { placeOnPaper } from '../customers/service.ts';
import { frameOf, word } from '../prints/service.ts';
import { listAllOpen, listRepairsOf, type PrintedRepair } from './reading.ts';

/** All that is open for 0; else what the inspection of that number found or ended. */
export const repairForm: PrintedForm = {
  name: 'repairs',
  permission: 'repairs.read',
  read(ctx, db, id, frame) {
    const rows = id === 0 ? listAllOpen(ctx, db) : listRepairsOf(ctx, db, { kind: 'inspection', id });
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('repairs.title'),
      formNo: word('repairs.form_no'),
      number: { label: word('repairs.number'), value: word('repairs.rows', { count: rows.length }) },
      date: { label: word('repairs.as_of'), value: ctx.clock.today() },
      subject: word(id === 0 ? 'repairs.all_open' : 'repairs.of_inspection', { id }),
      secrecyMark: null,
      blocks: [tableOf(rows), SIGNATURES],
    });
    return { document, object: id === 0 ? 'list' : `inspection:${id}`, secrecy: null };
  },
};

const SIGNATURES: BlockInput = {
  kind: 'signatures',
  items: [{ role: word('repairs.made_by') }, { role: word('repairs.checked_by') }],
};

/** Columns with their shares of the width. */
const COLUMNS = [
  ['no', 5],
  ['archive_no', 20],
  ['name', 20],
  ['shelf', 14],
  ['finding', 10],
  ['degree', 6],
  ['note', 17],
  ['method', 9],
  ['doer', 10],
  ['opened_on', 14],
  ['due_on', 14],
  ['done_on', 14],
] as const;

function tableOf(rows: readonly PrintedRepair[]): BlockInput {
  return {
    kind: 'table',
    columns: COLUMNS.map(([key, weight]) => ({
      title: word(`repairs.column.${key}`),
      weight,
      align: key === 'no' ? 'center' : 'left',
    })),
    rows: rows.map((row, index) => cellsOf(row, index + 1)),
  };
}

function cellsOf(row: PrintedRepair, no: number): string[] {
  const { archive, degree, method } = row;
  return [
    String(no),
    archive?.archiveNo ?? '',
    archive?.name ?? '',
    archive?.shelf ? placeOnPaper(archive.shelf) : '',
    word(`finding.${row.kind}`),
    degree === null ? '' : word(`degree.${degree}`),
    row.note ?? '',
    method === null ? '' : word(`repair_method.${method}`),
    row.doer ?? '',
    row.openedOn,
    row.dueOn ?? '',
    row.state === 'withdrawn' ? word('repairs.withdrawn') : (row.doneOn ?? ''),
  ];
}

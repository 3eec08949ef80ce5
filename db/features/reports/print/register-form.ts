/** 印发登记表 (forms.md 7): 份号, 领取人, 部门, 日期, 签字, 收回. */
import { documentSchema } from '../../../domain/document/model.ts';
import type { PrintedForm } from '../../../work/subject.ts';
import { frameOf } from '../../prints/service.ts';
import { copiesOf, type Copy } from '../copies/state.ts';
import { reports } from '../runs/flow.ts';
import { expectReviewed, titleWithPeriod } from '../runs/look.ts';
import { word } from '../words.ts';

/** Columns with their shares of the width. */
const COLUMNS = [
  ['no', 2],
  ['recipient', 4],
  ['department', 5],
  ['registered', 4],
  ['handed_out', 4],
  ['signature', 5],
  ['taken_back', 4],
  ['note', 6],
] as const;

/** Rows to write in by hand when there are few. */
const LEAST_ROWS = 12;

/** The copies of the report with the number `id`. Errors: `reports.not_found`, `reports.not_released`. */
export const registerForm: PrintedForm = {
  name: 'report_register',
  permission: 'reports.print',
  read(ctx, db, id, frame) {
    const row = reports.guard(ctx, db, id);
    expectReviewed(row);
    const subject = titleWithPeriod(row);
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('form.register'),
      formNo: word('form.register_no'),
      number: {
        label: word('form.report'),
        value: `${subject}　${word('form.revision_no', { no: row.revision })}`,
      },
      date: { label: word('form.as_of'), value: row.as_of },
      subject,
      secrecyMark: null,
      blocks: [
        {
          kind: 'table',
          columns: COLUMNS.map(([key, weight]) => ({
            title: word(`form.register.${key}`),
            weight,
            align: key === 'no' ? 'center' : 'left',
          })),
          rows: copiesOf(db, id).map(cellsOf),
          minRows: LEAST_ROWS,
        },
        { kind: 'signatures', items: [{ role: word('form.handed_out_by') }, { role: word('form.kept_by') }] },
      ],
    });
    return { document, object: `report:${id}`, secrecy: null };
  },
};

function cellsOf({ copyNo, recipient, department, on, notes }: Copy): string[] {
  const called = on.call_in === null ? [] : [word('form.called_in', { day: on.call_in })];
  return [
    String(copyNo),
    recipient,
    department ?? '',
    on.register ?? '',
    on.hand_out ?? '',
    '',
    on.take_back ?? '',
    [...called, ...notes].join('；'),
  ];
}

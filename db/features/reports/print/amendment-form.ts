/** 报表修改备案单 (forms.md 7). */
import states from '../../../../resources/locales/zh-CN/report_amendments.json' with { type: 'json' };
import { dayIn } from '../../../domain/dates.ts';
import { documentSchema } from '../../../domain/document/model.ts';
import { AppError } from '../../../domain/errors.ts';
import { lastTaken } from '../../../work/flow/line.ts';
import type { PrintedForm } from '../../../work/subject.ts';
import { frameOf } from '../../prints/service.ts';
import { amendments } from '../amendments/flow.ts';
import { changesOf } from '../amendments/service.ts';
import { periodText } from '../compile/compile.ts';
import { requireReport } from '../runs/flow.ts';
import { forPaper, paperOf } from '../runs/sight.ts';
import { word, stateWord } from '../words.ts';
import { changesBlock } from './amended-block.ts';

const SIGNERS = [
  ['form.amendment_asked', ['submit', 'resubmit']],
  ['form.amendment_approved', ['approve']],
  ['form.amendment_filed', ['file']],
] as const;

/** The amendment with the number `id`. Errors: `report_amendments.not_found`, `reports.not_submitted`. */
export const amendmentForm: PrintedForm = {
  name: 'report_amendment',
  permission: 'reports.print',
  read(ctx, db, id, frame) {
    const row = amendments.guard(ctx, db, id);
    if (row.state === 'draft') throw new AppError('reports.not_submitted');
    const report = requireReport(db, row.report_id);
    const changes = changesOf(db, row, (figures) => forPaper(db, figures, paperOf(db, report, ctx.clock)));
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('form.amendment'),
      formNo: word('form.amendment_no'),
      number: { label: word('form.number'), value: String(id) },
      date: {
        label: word('form.state'),
        value: stateWord(states, row.state),
      },
      subject: report.title,
      secrecyMark: null,
      blocks: [
        {
          kind: 'fields',
          columns: 2,
          items: [
            { label: word('form.report'), value: report.title, strong: true },
            { label: word('form.first_period'), value: periodText(report.period) },
            { label: word('form.revision'), value: word('form.revision_no', { no: report.revision }) },
            {
              label: word('form.new_revision'),
              value: word('form.revision_no', { no: report.revision + 1 }),
            },
          ],
        },
        changesBlock(
          changes.map((one) => ({
            table: one.tableTitle,
            row: one.rowLabel,
            measure: one.measureTitle,
            old: one.old,
            new: one.value,
            reason: one.reason,
          })),
        ),
        {
          kind: 'signatures',
          items: SIGNERS.map(([role, steps]) => {
            const signed = lastTaken(db, amendments.flow, id, steps);
            return {
              role: word(role),
              name: signed?.person_name ?? null,
              date: signed ? dayIn(frame.zone, signed.at) : null,
            };
          }),
        },
      ],
    });
    return { document, object: `report_amendment:${id}`, secrecy: null };
  },
};

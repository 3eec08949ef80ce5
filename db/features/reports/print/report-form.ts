/** 客户信息统计表 and the other reports (forms.md 8): drafts marked 未审查, released ones as numbered copies alone. */
import { z } from 'zod';
import type { ReadableDb } from '../../../connection/handles.ts';
import { dayIn, minuteIn } from '../../../domain/dates.ts';
import { documentSchema, type BlockInput } from '../../../domain/document/model.ts';
import { AppError } from '../../../domain/errors.ts';
import { signaturesOf } from '../../../domain/flow.ts';
import { reportFlow } from '../../../domain/reports/run.ts';
import { listSteps, type FlowStep } from '../../../work/flow/steps.ts';
import { formWithOptions, type FrameFacts } from '../../../work/subject.ts';
import { findPersonName } from '../../accounts/service.ts';
import { anchorBlock } from '../../audit/service.ts';
import { frameOf } from '../../prints/service.ts';
import { findCopy, registeredRow, type Copy } from '../copies/state.ts';
import { signerOf } from '../requests/service.ts';
import { reports, requireReport } from '../runs/flow.ts';
import { figuresOf } from '../runs/freeze.ts';
import { forPaper, paperOf } from '../runs/sight.ts';
import type { ReportRow } from '../runs/store.ts';
import { word } from '../words.ts';
import { amendedBlocks } from './amended-block.ts';
import { shortOf, unreviewed } from './look-document.ts';
import { tableBlocks } from './table-block.ts';

const optionsSchema = z.strictObject({
  /** The number of the copy; null for a draft. */
  copy: z.int().positive().max(10_000).nullable().default(null),
});

/**
 * Errors: `reports.not_found`, `reports.copy_needed`, `reports.copy_not_registered`, `reports.copy_called_in`,
 * `reports.is_over`, `reports.unreadable`.
 */
export const reportForm = formWithOptions(optionsSchema, {
  name: 'report',
  permission: 'reports.print',
  read(ctx, db, id, frame, { copy: copyNo }) {
    const row = reports.guard(ctx, db, id);
    const copy = copyToPrint(db, row, copyNo);
    const figures = forPaper(db, figuresOf(db, id), paperOf(db, row, ctx.clock));
    const document = documentSchema.parse({
      ...frameOf(frame),
      watermark: watermarkOf(copy, frame),
      title: row.title,
      formNo: word('form.report_no'),
      number: copy && { label: word('form.copy'), value: word('form.copy_no', { no: copy.copyNo }) },
      date: { label: word('form.as_of'), value: row.as_of },
      subject: [shortOf(figures.asked), ...(copy ? [word('form.for', { name: copy.recipient })] : [])].join(
        '　',
      ),
      secrecyMark: null,
      blocks: [
        factsBlock(db, row, { copy, asked: figures.asked }, frame),
        ...tableBlocks(figures),
        ...amendedBlocks(figures),
        signatureBlock(db, row, frame.zone),
        ...anchorOf(db, copy),
      ],
    });
    return { document, object: `report:${id}`, secrecy: null };
  },
});

/** The copy that is printed; null for a draft, which has none. */
function copyToPrint(db: ReadableDb, { id, state }: ReportRow, copyNo: number | null): Copy | null {
  if (state === 'cancelled' || state === 'superseded') throw new AppError('reports.is_over');
  if (state !== 'released') {
    if (copyNo !== null) throw new AppError('reports.copy_not_registered');
    return null;
  }
  if (copyNo === null) throw new AppError('reports.copy_needed');
  const copy = findCopy(db, id, copyNo);
  if (!copy) throw new AppError('reports.copy_not_registered');
  if (copy.on.take_back !== null || copy.on.call_in !== null) throw new AppError('reports.copy_called_in');
  return copy;
}

/** On every page: that nobody has reviewed it, or whose copy it is. */
function watermarkOf(copy: Copy | null, frame: FrameFacts): string {
  const besides = frameOf(frame).watermark;
  if (!copy) return unreviewed(besides);
  const own = word('form.watermark', { no: copy.copyNo, name: copy.recipient });
  return [own, besides].filter(Boolean).join('　');
}

function factsBlock(
  db: ReadableDb,
  row: ReportRow,
  { copy, asked }: { readonly copy: Copy | null; readonly asked: readonly string[] },
  { zone }: FrameFacts,
): BlockInput {
  const by = row.compiled_by === null ? word('form.program') : (findPersonName(db, row.compiled_by) ?? '');
  return {
    kind: 'fields',
    columns: 2,
    items: [
      { label: word('form.asked'), value: asked.join('；'), span: 2 },
      { label: word('form.period_end'), value: row.as_of },
      { label: word('form.revision'), value: word('form.revision_no', { no: row.revision }) },
      { label: word('form.compiled_by'), value: by },
      { label: word('form.compiled_at'), value: minuteIn(zone, row.compiled_at) },
      ...(copy
        ? [
            { label: word('form.recipient'), value: copy.recipient },
            { label: word('form.department'), value: copy.department ?? '' },
          ]
        : []),
    ],
  };
}

/** 编制, 审查 twice, 批准; those of a later revision are of the first, and of the amendment that made it. */
function signatureBlock(db: ReadableDb, row: ReportRow, zone: string): BlockInput {
  let first = row;
  while (first.replaces !== null) first = requireReport(db, first.replaces);
  const taken = signedOf(db, first);
  const of = (...steps: string[]) => taken.find(({ step }) => steps.includes(step));
  const revised = row.revision > 1 ? signedOf(db, row).find(({ step }) => step === 'revise') : undefined;
  const approved = row.request_id === null ? undefined : signerOf({ reader: db }, row.request_id, 'approve');
  const boxes: ReadonlyArray<readonly [string, FlowStep | undefined]> = [
    [word('form.made_by'), of('compile', 'recompile', 'hand_on')],
    [word('form.reviewed_by'), of('review')],
    [word('form.released_by'), of('release')],
    [word('form.approved_by'), approved],
    ...(revised ? [[word('form.revised_by'), revised] as const] : []),
  ];
  return {
    kind: 'signatures',
    items: boxes.map(([role, step]) => ({
      role,
      name: step?.person_name ?? null,
      date: step ? dayIn(zone, step.at) : null,
    })),
  };
}

/** The signatures that count; of one that was superseded all the same. */
function signedOf(db: ReadableDb, { id }: ReportRow): FlowStep[] {
  return signaturesOf(reportFlow, listSteps(db, reportFlow.name, id));
}

/** The digits of the row of the log that registered the copy: they tell its report, revision, number and figures. */
function anchorOf(db: ReadableDb, copy: Copy | null): BlockInput[] {
  if (!copy) return [];
  const { seq, hash } = registeredRow(db, copy);
  return [anchorBlock({ seq, hash: Buffer.from(hash).toString('hex') })];
}

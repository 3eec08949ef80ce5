/** 统计报表申请审批表 (forms.md 7). */
import states from '../../../../resources/locales/zh-CN/report_requests.json' with { type: 'json' };
import { dayIn } from '../../../domain/dates.ts';
import { documentSchema, type BlockInput } from '../../../domain/document/model.ts';
import { AppError } from '../../../domain/errors.ts';
import type { PrintedForm } from '../../../work/subject.ts';
import { findPersonName } from '../../accounts/service.ts';
import { frameOf } from '../../prints/service.ts';
import { periodText } from '../compile/compile.ts';
import { requests } from '../requests/flow.ts';
import { signerOf, titleOf } from '../requests/service.ts';
import type { RequestRow } from '../requests/store.ts';
import { stateWord, word, wordOf } from '../words.ts';

/** The request with the number `id`. Errors: `report_requests.not_found`, `reports.not_submitted`. */
export const requestForm: PrintedForm = {
  name: 'report_request',
  permission: 'reports.print',
  read(ctx, db, id, frame) {
    const row = requests.guard(ctx, db, id);
    if (row.state === 'draft') throw new AppError('reports.not_submitted');
    const asker = findPersonName(db, row.asker_id) ?? '';
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('form.request'),
      formNo: word('form.request_no'),
      number: { label: word('form.number'), value: String(id) },
      date: {
        label: word('form.state'),
        value: stateWord(states, row.state),
      },
      subject: titleOf(row),
      secrecyMark: null,
      blocks: [factsOf(row, asker), signatures({ reader: db }, id, { asker, zone: frame.zone })],
    });
    return { document, object: `report_request:${id}`, secrecy: null };
  },
};

function factsOf(row: RequestRow, asker: string): BlockInput {
  return {
    kind: 'fields',
    columns: 2,
    items: [
      { label: word('form.department'), value: row.department },
      { label: word('form.asker'), value: asker },
      { label: word('form.report'), value: titleOf(row), strong: true },
      { label: word('form.every'), value: word(`every.${row.every}`) },
      { label: word('form.first_period'), value: periodText(row.first_period) },
      { label: word('form.valid_until'), value: row.valid_until },
      { label: word('form.scope'), value: wordOf(`scope.${row.scope}`), span: 2 },
      { label: word('form.purpose'), value: row.purpose, span: 2 },
    ],
  };
}

const SIGNERS = [
  ['form.asker', 'submit', 'resubmit'],
  ['form.request_reviewed', 'review', 'review'],
  ['form.request_approved', 'approve', 'approve'],
] as const;

function signatures(
  ctx: Parameters<typeof signerOf>[0],
  id: number,
  { asker, zone }: { readonly asker: string; readonly zone: string },
): BlockInput {
  return {
    kind: 'signatures',
    items: SIGNERS.map(([role, step, again]) => {
      const signed = signerOf(ctx, id, again) ?? signerOf(ctx, id, step);
      return {
        role: word(role),
        name: signed?.person_name ?? (step === 'submit' ? asker : null),
        date: signed ? dayIn(zone, signed.at) : null,
      };
    }),
  };
}

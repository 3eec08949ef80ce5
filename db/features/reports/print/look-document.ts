import { documentSchema, type PrintDocument } from '../../../domain/document/model.ts';
import type { ReportFigures } from '../../../domain/reports/figures.ts';
import { minuteIn } from '../../../domain/dates.ts';
import type { FrameFacts } from '../../../work/subject.ts';
import { frameOf } from '../../prints/service.ts';
import { word } from '../words.ts';
import { tableBlocks } from './table-block.ts';

/** What somebody looks at, as a document: nobody has reviewed it, and every page says so (rules.md B5). */
export function lookDocument(figures: ReportFigures, frame: FrameFacts): PrintDocument {
  const own = frameOf(frame);
  return documentSchema.parse({
    ...own,
    watermark: unreviewed(own.watermark),
    title: figures.title,
    formNo: word('form.report_no'),
    number: null,
    date: { label: word('form.as_of'), value: figures.asOf },
    subject: shortOf(figures.asked),
    secrecyMark: null,
    blocks: [
      {
        kind: 'fields',
        columns: 2,
        items: [
          { label: word('form.asked'), value: figures.asked.join('；'), span: 2 },
          { label: word('form.compiled_by'), value: frame.printedBy },
          { label: word('form.compiled_at'), value: minuteIn(frame.zone, frame.printedAt) },
        ],
      },
      ...tableBlocks(figures),
    ],
  });
}

/** As long as the head of a page may be; the first page has all of it. */
const MOST_ASKED = 300;

/** What was asked, in the line by which a document is told from others. */
export function shortOf(asked: readonly string[]): string {
  const all = asked.join('　');
  return all.length <= MOST_ASKED ? all : `${all.slice(0, MOST_ASKED)}…`;
}

export const unreviewed = (besides: string | null | undefined): string =>
  [word('form.unreviewed'), besides].filter(Boolean).join('　');

/** 导出统计: the figures of a look as a file, for whoever may take them away. */
import { z } from 'zod';
import type { PrintDocument } from '../../domain/document/model.ts';
import type { ReportFigures } from '../../domain/reports/figures.ts';
import { writeOutput } from '../../vault/output.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import type { FrameFacts } from '../../work/subject.ts';
import { expectFitsWord, writeBookApart, writeWord } from '../documents/service.ts';
import { pdfBytes } from '../prints/service.ts';
import { zoneOf } from '../workspace/service.ts';
import type { ReportAsked } from './compile/compile.ts';
import { bookOf } from './print/book.ts';
import { lookDocument } from './print/look-document.ts';
import { runReport } from './run.ts';
import { forExport } from './runs/sight.ts';

export const saveFormatSchema = z.enum(['xlsx', 'docx', 'pdf']);
type SaveFormat = z.infer<typeof saveFormatSchema>;

export interface SaveOrder {
  readonly asked: ReportAsked;
  readonly format: SaveFormat;
  /** Where to write, from a dialog. */
  readonly token: string;
}

/**
 * Writes what is looked at, marked 未审查, with the names alone that the person may take away. Errors:
 * `documents.too_long_for_word` before anything is logged, `reports.not_begun`, `prints.no_printer`,
 * `common.not_written`, those of `readLong`.
 */
export async function saveReport(ctx: MutationContext, { asked, format, token }: SaveOrder): Promise<void> {
  const path = ctx.grantedPath(token, 'write');
  const figures = forExport(ctx, await runReport(ctx, asked));
  const document = lookDocument(figures, frameFor(ctx));
  if (format === 'docx') expectFitsWord(document);
  const bytes = await bytesOf(ctx, format, { figures, document });
  ctx.transaction((db) => {
    const object = `statistics:${asked.name}`;
    recordAudit(db, ctx, { action: 'reports.export', object, reason: format, after: document });
  });
  await writeOutput(path, bytes, 'common.not_written');
}

function frameFor({ facts, actor, clock, reader }: MutationContext): FrameFacts {
  return {
    company: facts.company,
    trial: facts.trial,
    printedBy: actor.name,
    printedAt: clock.now(),
    zone: zoneOf(reader),
    paper: { size: 'A4', landscape: false },
  };
}

async function bytesOf(
  ctx: MutationContext,
  format: SaveFormat,
  { figures, document }: { readonly figures: ReportFigures; readonly document: PrintDocument },
): Promise<Uint8Array> {
  if (format === 'pdf') return (await pdfBytes(ctx, document)).bytes;
  if (format === 'docx') return ctx.whileWanted((signal) => writeWord(document, { signal }));
  // A sheet has no watermark: it stands above the figures.
  const told = [document.watermark, document.printed].filter(Boolean).join('　');
  return ctx.whileWanted(async (signal) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of writeBookApart(bookOf(figures, told), { signal })) pieces.push(piece);
    return Buffer.concat(pieces);
  });
}

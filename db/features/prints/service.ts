import type { ReadableDb } from '../../connection/handles.ts';
import type { PrintDocument } from '../../domain/document/model.ts';
import type { Paper } from '../../domain/document/paper.ts';
import { fullDivisionName } from '../../domain/divisions.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { readInput, requireCustomer } from '../customers/service.ts';
import { embeddedFonts, toDocx, toHtml, type HtmlPages } from '../documents/service.ts';
import { divisions, labelOf } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';
import { customerCard } from './forms/customer-card.ts';
import type { FrameFacts } from './forms/frame.ts';
import * as store from './store.ts';

/** A form ready for the preview, for paper and for PDF. */
export interface PrintedPages extends HtmlPages {
  readonly title: string;
  /** Without an ending; made from 档号 and name. */
  readonly suggestedName: string;
}

/** A form as a file. */
export interface PrintedFile {
  readonly base64: string;
  readonly suggestedName: string;
}

export interface CardRequest {
  readonly customerId: number;
  readonly paper: Paper;
}

/** 客户档案卡 as pages. Whoever has the pages can print them, so handing them over is what is logged. */
export function printCard(ctx: MutationContext, request: CardRequest): PrintedPages {
  return ctx.transaction((db) => {
    const document = readCard(ctx, db, request);
    return { ...toHtml(document, embeddedFonts), title: document.title, suggestedName: nameOf(document) };
  });
}

/** 客户档案卡 as a Word file; logged like a print, since it leaves the archive all the same. */
export function writeCardDocx(ctx: MutationContext, request: CardRequest): PrintedFile {
  return ctx.transaction((db) => {
    const document = readCard(ctx, db, request, 'docx');
    return { base64: Buffer.from(toDocx(document)).toString('base64'), suggestedName: nameOf(document) };
  });
}

/** Reads, checks and logs in the caller's transaction; the log keeps a keyed hash of what was printed. */
function readCard(
  ctx: MutationContext,
  db: Parameters<typeof recordAudit>[0],
  { customerId, paper }: CardRequest,
  reason: string | null = null,
): PrintDocument {
  const { row, subject } = requireCustomer(ctx, db, customerId, 'customers.print');
  const input = readInput(db, row);
  const source = {
    archiveNo: row.archive_no,
    filedOn: row.filed_on,
    secrecy: subject.secrecy,
    input,
    subType: labelOf(db, `sub_type_${input.category}`, input.subType),
    industry: labelOf(db, 'industry', input.industry),
    size: labelOf(db, 'size', input.size),
    grade: gradeLabel(db, input.grade),
    place: fullDivisionName(divisions(), input.district ?? input.city ?? input.province ?? ''),
    responsible: store.findPersonName(db, row.responsible_id),
    keeper: store.findPersonName(db, row.keeper_id),
  };
  const document = customerCard(source, factsOf(ctx, paper));
  recordAudit(db, ctx, {
    action: 'customers.print',
    object: `customer:${customerId}`,
    secrecy: subject.secrecy,
    reason,
    after: document,
  });
  return document;
}

function factsOf({ facts, actor, clock }: MutationContext, paper: Paper): FrameFacts {
  return {
    company: facts.company,
    trial: facts.trial,
    printedBy: actor.name,
    printedAt: clock.now(),
    paper,
  };
}

/** An archive may have been graded on a scale that the department has left since (rules.md R2). */
function gradeLabel(db: ReadableDb, grade: string | null): string | null {
  const lists = [readSettings(db).gradeList, 'grade_metal', 'grade_vip', 'grade_abcd'];
  const list = lists.find((name) => labelOf(db, name, grade) !== grade);
  return list === undefined ? grade : labelOf(db, list, grade);
}

function nameOf(document: PrintDocument): string {
  return [document.title, document.number?.value, document.subject].filter(Boolean).join(' ');
}

import { z } from 'zod';
import { daySchema } from '../dates.ts';
import { chartBlock } from './chart.ts';
import { CODE_DIGITS, codeSchema, LABEL_GRIDS, LABELS_A_SHEET } from './labels.ts';
import { paperSchema } from './paper.ts';
import { marksSchema } from './marks.ts';
import { line, printable } from './text.ts';

const MOST_TEXT = 100_000;
/** Text of any length; `\n` begins a new line. */
const text = z.string().max(MOST_TEXT).transform(printable);

const labelled = z.strictObject({ label: line, value: line });

/** Label-value pairs in a ruled grid of `columns` pairs a row. */
const fieldsBlock = z.strictObject({
  kind: z.literal('fields'),
  columns: z.int().min(1).max(4).default(2),
  labelMm: z.number().min(8).max(80).default(24),
  items: z.array(
    z.strictObject({
      label: text,
      value: text,
      /** How many of the columns the pair takes; more than are left begins a new row. */
      span: z.int().min(1).max(4).default(1),
      strong: z.boolean().default(false),
      /** Takes what is left of the page when the whole document fits on one. */
      fill: z.boolean().default(false),
    }),
  ),
});

/** Rows of texts, looked at in one go: a table may have a hundred thousand cells, and others wait meanwhile. */
const rowsSchema = z
  .custom<ReadonlyArray<readonly string[]>>(
    (rows) => Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.every(isText)),
  )
  .transform((rows): string[][] => rows.map((row) => row.map(printable)));

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MOST_TEXT;
}

const tableBlock = z.strictObject({
  kind: z.literal('table'),
  /** Said above the column titles, on every page. */
  title: line.nullable().default(null),
  columns: z
    .array(
      z.strictObject({
        title: text,
        /** Share of the width. */
        weight: z.number().positive(),
        align: z.enum(['left', 'center', 'right']).default('left'),
        /** `code`: twelve digits, or nothing, drawn as bars for a scanner. */
        kind: z.enum(['text', 'code']).default('text'),
      }),
    )
    .min(1)
    .max(40),
  rows: rowsSchema,
  /** Empty rows are added up to this number, to be written in by hand. */
  minRows: z.int().min(0).max(100).default(0),
  /** Rows that are no common ones, in the order of the rows. */
  marks: marksSchema,
  /** Stands behind the head of a group that goes on over the page. */
  continued: line.nullable().default(null),
  /** Under the table, each on lines of its own; they stay with its last row. */
  notes: z.array(text).max(20).default([]),
});

const headingBlock = z.strictObject({ kind: z.literal('heading'), text: line });

const paragraphsBlock = z.strictObject({
  kind: z.literal('paragraphs'),
  texts: z.array(text),
  /** Two characters at the head of each paragraph, as in a letter. */
  indent: z.boolean().default(true),
});

/** Boxes to sign in, side by side. */
const signaturesBlock = z.strictObject({
  kind: z.literal('signatures'),
  items: z
    .array(
      z.strictObject({
        role: line,
        name: line.nullable().default(null),
        date: daySchema.nullable().default(null),
        /** What stands where the seal goes; null where none is wanted. */
        seal: line.nullable().default(null),
      }),
    )
    .min(1)
    .max(6),
});

/** A row of the audit log on paper: 36 digits to type, and more of its hash in a QR code. */
const anchorBlock = z.strictObject({
  kind: z.literal('anchor'),
  label: line,
  code: z.string().regex(/^\d{36}$/),
  /** Rows of the QR code, `1` dark and `0` light, without the quiet zone. */
  qr: z.array(z.string().regex(/^[01]+$/)).max(177),
});

/** Labels to be stuck on folders, on sheets that are cut already: alone in a document without a frame. */
const labelsBlock = z
  .strictObject({
    kind: z.literal('labels'),
    /** How many a sheet has. */
    sheet: z.enum(LABELS_A_SHEET),
    /** How many are gone from the first sheet. */
    start: z.int().min(0).default(0),
    items: z
      .array(z.strictObject({ code: codeSchema, text: line, second: line.nullable().default(null) }))
      .min(1),
  })
  .refine(({ sheet, start }) => start < LABEL_GRIDS[sheet].columns * LABEL_GRIDS[sheet].rows, {
    path: ['start'],
  });

export const blockSchema = z.discriminatedUnion('kind', [
  fieldsBlock,
  tableBlock
    .refine(hasCodes, { path: ['rows'] })
    .refine(({ marks, rows }) => marks.every(({ at }) => at < rows.length), { path: ['marks'] }),
  chartBlock,
  headingBlock,
  paragraphsBlock,
  signaturesBlock,
  anchorBlock,
  labelsBlock,
]);

function hasCodes({ columns, rows, marks }: z.infer<typeof tableBlock>): boolean {
  if (columns.every(({ kind }) => kind === 'text')) return true;
  const marked = new Set(marks.map(({ at }) => at));
  return columns.every(
    ({ kind }, at) =>
      kind === 'text' ||
      rows.every(
        (row, index) => marked.has(index) || (row[at] ?? '') === '' || CODE_DIGITS.test(row[at] ?? ''),
      ),
  );
}

export type Block = z.infer<typeof blockSchema>;
export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

/**
 * One printed form or report as plain data (forms.md): computed once, then written as HTML (screen, paper, PDF)
 * and docx. Every word that will be seen is in it; the writers add none.
 */
const documentObject = z.strictObject({
  /** Of the words, as HTML and Word name it. */
  language: z.enum(['zh-CN', 'en']),
  title: line,
  /** Number of the form itself. */
  formNo: line.nullable(),
  /** Letterhead. */
  company: line,
  /** What this copy is of: its number and date with their labels, and a name for the head of later pages. */
  number: labelled.nullable(),
  date: labelled.nullable(),
  subject: line.nullable(),
  /** 密级标志, e.g. for 机密 with its term; top right on every page. */
  secrecyMark: line.nullable(),
  /** Behind the text of every page: draft, unreviewed, trial. */
  watermark: line.nullable(),
  /** Who printed it and when, in words. */
  printed: line,
  /** With `{{page}}` and `{{pages}}`. */
  pageWords: line,
  paper: paperSchema.prefault({}),
  /** `none`: nothing stands on a sheet but its labels. */
  frame: z.enum(['form', 'none']).default('form'),
  blocks: z.array(blockSchema),
});

/** What each of several sheets has of its own. */
const partSchema = documentObject.pick({
  title: true,
  formNo: true,
  number: true,
  date: true,
  subject: true,
  secrecyMark: true,
  blocks: true,
});

const printSchema = documentObject.extend({
  /** The same form of many records, each on pages of its own that are counted apart; then `blocks` is empty. */
  parts: z.array(partSchema).min(1).optional(),
});

export const documentSchema = printSchema.refine(({ frame, paper, blocks, parts }) => {
  if (parts) return frame === 'form' && blocks.length === 0;
  const labels = blocks.filter(({ kind }) => kind === 'labels').length;
  if (frame === 'form') return labels === 0;
  return labels === 1 && blocks.length === 1 && paper.size === 'A4' && !paper.landscape;
});

export type PrintDocument = z.infer<typeof documentSchema>;
/** As a form writes it: what has a default may be left out. */
export type PrintDocumentInput = z.input<typeof documentSchema>;
export type BlockInput = z.input<typeof blockSchema>;

/** The documents that one is made of: itself, or its parts. */
export function partsOf({ parts, ...document }: PrintDocument): PrintDocument[] {
  return parts ? parts.map((part) => ({ ...document, ...part })) : [document];
}

/** What a document is called: as a file, and by a program that shows it. */
export function titleOf({
  title,
  number,
  subject,
}: Pick<PrintDocument, 'title' | 'number' | 'subject'>): string {
  return [title, number?.value, subject].filter(Boolean).join(' ');
}

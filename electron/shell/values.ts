/** The shell's closed choices and the schemas that check them where they enter. */
import { z } from 'zod';

export type Readable<T> = { readonly [K in keyof T]: T[K] };

/** Why a file or folder is asked for; decides the dialog's title, filters and the access granted. */
export const filePurposes = [
  'open-archive',
  'create-archive',
  'import',
  'import-answers',
  'attachment',
  'backup-folder',
  'move-folder',
  'witness-folder',
  'restore-backup',
] as const;
export type FilePurpose = (typeof filePurposes)[number];

/** What the vault itself writes to the place that the person chose. */
export const savePurposes = [
  'export-list',
  'report-xlsx',
  'report-docx',
  'report-pdf',
  'refused-rows',
  'kept-text',
  'export-archive',
  'attachment',
] as const;
export type SavePurpose = (typeof savePurposes)[number];

export const documentKinds = ['pdf', 'docx', 'xlsx', 'csv', 'html'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Paper on which a form is printed; the document's own `@page` rules go first. */
export const pageSetup = z.strictObject({
  size: z
    .union([
      z.enum(['A3', 'A4', 'A5']),
      z.strictObject({ widthMm: z.number().min(20).max(1200), heightMm: z.number().min(20).max(1200) }),
    ])
    .default('A4'),
  landscape: z.boolean().default(false),
});
export type PageSetup = z.infer<typeof pageSetup>;

export const preferences = z.strictObject({ language: z.enum(languages), theme: z.enum(themes) });
export type Preferences = z.infer<typeof preferences>;

export const token = z.string().regex(/^[0-9a-f]{32}$/);

/** Control characters and what separates folders or means something to a file system have no place in a name. */
const forbiddenInNames = /[\p{Cc}\p{Cf}\\/:*?"<>|]/gu;

/** The last part of a file's name as suggested in a dialog; the person may change it. */
export const fileName = z
  .string()
  .max(400)
  .transform((name) => name.replace(forbiddenInNames, ' ').replace(/\s+/g, ' ').trim().slice(0, 120));

/** Characters in a document handed over for printing. */
const MOST_HTML = 64 * 1024 * 1024;
/** A slice has some dozens of pages. */
const MOST_SLICES = 5_000;
/** Bytes of a document handed over for saving. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Pages as `HtmlPages` has them: what stands before the pages of each slice, and the slices. */
export const printJob = z.strictObject({
  head: z.string().max(MOST_HTML).default(''),
  slices: z.array(z.string().min(1).max(MOST_HTML)).min(1).max(MOST_SLICES),
  title: z.string().max(200),
  language: z.enum(languages).default('zh-CN'),
  page: pageSetup.prefault({}),
});

export const base64 = z.base64().max(Math.ceil((MOST_BYTES * 4) / 3));

/** `%PDF-1`, with which every PDF file begins, in base64. */
const PDF_BEGINS = 'JVBERi0x';

/** A PDF file for paper. */
export const pdfJob = z.strictObject({
  base64: base64.startsWith(PDF_BEGINS),
  title: z.string().max(200),
  page: pageSetup.prefault({}),
});

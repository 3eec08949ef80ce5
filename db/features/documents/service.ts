/**
 * From a document as data (`db/domain/document`) to what a person can hold: pages for screen, paper and PDF, a Word
 * file, a sheet. Any feature that prints or exports comes here; nothing here knows what a document is about.
 */
export { writeBookApart } from './book-file.ts';
export { drawCharts, type ScreenCharts } from './charts-file.ts';
export { embeddedFonts, fontFiles } from './fonts.ts';
export { expectFitsWord, writeWord, WORD_LIMITS } from './word-file.ts';
export { writePages, writePdf } from './pages-file.ts';
export type { PdfFile } from './writers/pdf.ts';
export { toHtml, type UsedCharacters } from './writers/html.ts';
export { tableToXlsx, type SheetColumn, type SheetTable } from './writers/xlsx.ts';
export {
  writeBook,
  type Book,
  type BookCell,
  type BookColumn,
  type BookFrame,
  type BookNumber,
  type BookRow,
  type BookSheet,
} from './writers/book.ts';

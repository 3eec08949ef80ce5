import { writeFileSync } from 'node:fs';
import { zip, type ZipPart } from './workbook.ts';

/** Writes a spreadsheet of OpenDocument whose tables and styles are given as they stand in it. */
export function writeDocument(
  path: string,
  tables: string,
  more: readonly ZipPart[] = [],
  styles = '',
): string {
  const content = `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  const parts = [
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 },
    { name: 'content.xml', data: content },
  ];
  writeFileSync(path, zip([...parts, ...more]));
  return path;
}

export const table = (name: string, rows: string, more = '') =>
  `<table:table table:name="${name}"${more}>${rows}</table:table>`;
export const row = (cells: string, more = '') => `<table:table-row${more}>${cells}</table:table-row>`;
export const cell = (text: string, more = ' office:value-type="string"') =>
  `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`;

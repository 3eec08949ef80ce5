/**
 * Documents as they come out, down to the last place and mark, beside this file in `written/`: whatever moves on paper
 * shows as a change there. Where it is meant, `vitest -u` writes them anew.
 */
import { describe, expect, test } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { layOut } from '../../../db/features/documents/layout/pages.ts';
import { toHtml } from '../../../db/features/documents/service.ts';
import { DOCUMENTS } from './exact.ts';
import { markupOf } from '../../support/markup.ts';
import { aDocument } from './support.ts';

const place = (value: number) => String(Math.round(value * 100) / 100);

/** Every line of every page with its place and letters. */
function layoutOf(parts: Partial<PrintDocumentInput>): string {
  const { pages, ...sheet } = layOut(documentSchema.parse(aDocument(parts)));
  const told = [
    Object.entries(sheet)
      .map(([name, value]) => `${name} ${place(value)}`)
      .join(' '),
  ];
  for (const [at, page] of pages.entries()) {
    told.push(`page ${at + 1}`);
    for (const { xMm, yMm, widthMm, text, letters, align, role } of page.texts)
      told.push(`  ${[xMm, yMm, widthMm].map(place).join(' ')} ${letters} ${align} ${role ?? '-'} ${text}`);
    for (const { label, ruled, rows } of page.groups) {
      told.push(`  group ${label} ${ruled ? 'ruled' : 'plain'}`);
      for (const { yMm, heightMm, divisible, fill, cells } of rows) {
        told.push(
          `    ${place(yMm)} ${place(heightMm)}${divisible ? ' divisible' : ''}${fill ? ' fill' : ''}`,
        );
        for (const { xMm, widthMm, insetMm, letters, align, role, top, qr, lines: shown } of cells)
          told.push(
            `      ${[xMm, widthMm, insetMm].map(place).join(' ')} ${letters} ${align} ${role}${top ? ' top' : ''}${qr ? ' code' : ''} ${shown.join('|')}`,
          );
      }
    }
  }
  return `${told.join('\n')}\n`;
}

/** One tag a line. */
const spread = (markup: string) => `${markup.replaceAll('><', '>\n<')}\n`;

describe('what is written', () => {
  test.each(DOCUMENTS)('of %s has its place on paper', async (name, parts) => {
    await expect(layoutOf(parts)).toMatchFileSnapshot(`written/${name}.txt`);
  });

  test.each(DOCUMENTS.slice(0, 2))('of %s as HTML', async (name, parts) => {
    const { head, slices, ...facts } = toHtml(documentSchema.parse(aDocument(parts)));
    await expect(spread(`${JSON.stringify(facts)}${markupOf({ head, slices })}`)).toMatchFileSnapshot(
      `written/${name}.html.txt`,
    );
  });
});

import type { HtmlPages } from '../../db/domain/document/html-pages.ts';

/** All pages of a document as one page of HTML. */
export function markupOf({ head, slices }: Pick<HtmlPages, 'head' | 'slices'>): string {
  return [head, ...slices].join('\n');
}

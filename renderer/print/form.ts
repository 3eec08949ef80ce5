import type { HtmlPages } from '../../db/domain/document/html-pages.ts';
import type { Paper, PaperSize } from '../../db/domain/document/paper.ts';
import { paperMm } from '../../db/domain/document/paper.ts';
import type { PrintDocument } from '../../db/domain/document/model.ts';

/** A form set into pages, as `prints.*` hands it over. */
export interface FormPages extends HtmlPages {
  readonly title: string;
  readonly language: PrintDocument['language'];
  /** Without an ending. */
  readonly suggestedName: string;
  /** Tells these pages from others of the form. */
  readonly print: number;
}

export interface FormFile {
  readonly base64: string;
  readonly suggestedName: string;
}

/** What the preview needs to know of a form. */
export interface PrintForm {
  /** Tells one form from another, e.g. `['card', 17]`. */
  readonly key: readonly [name: string, id: number];
  readonly title: string;
  /** Sizes on offer, the usual one first. */
  readonly papers: readonly PaperSize[];
  /** Lying, unless the reader turns it. */
  readonly landscape?: boolean;
  readonly load: (paper: Paper, signal: AbortSignal) => Promise<FormPages>;
  /** The same pages as a PDF; null when a browser has to print them. */
  readonly loadPdf: (print: number, signal: AbortSignal) => Promise<{ readonly base64: string } | null>;
  readonly loadWord: (paper: Paper) => Promise<FormFile>;
}

type ShellPage = {
  size: 'A3' | 'A4' | 'A5' | { widthMm: number; heightMm: number };
  landscape: boolean;
};

/** The same paper as the desktop's printing wants it. */
export function shellPage(paper: Paper): ShellPage {
  const { size, landscape } = paper;
  if (size === 'A3' || size === 'A4' || size === 'A5') return { size, landscape };
  const { widthMm, heightMm } = paperMm({ size, landscape: false });
  return { size: { widthMm, heightMm }, landscape };
}

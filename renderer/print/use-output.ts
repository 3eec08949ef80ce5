import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '../../db/domain/document/paper.ts';
import { useNotify } from '../components/notify.tsx';
import { toAppError } from '../lib/errors.ts';
import { useShellClient } from '../lib/vault.ts';
import { shellPage, type FormPages, type PrintForm } from './form.ts';
import { useTold, type Told } from '../lib/use-told.ts';

export interface Output {
  readonly busy: boolean;
  /** How far a document of several slices is on its way to paper or PDF. */
  readonly told: Told;
  readonly cancel: () => void;
  readonly print: () => void;
  readonly savePdf: () => void;
  readonly saveWord: () => void;
}

/** Sends a form to the printer, or saves it as PDF or Word; says so quietly when it is done. */
export function useOutput(
  form: PrintForm,
  paper: Paper,
  pages: FormPages | undefined,
  onPrinted?: () => void,
): Output {
  const { t } = useTranslation();
  const notify = useNotify();
  const shell = useShellClient();
  const done = (key: string, saved: { name: string; token: string } | null) => {
    if (saved) notify.saved(t(`prints:preview.${key}`, { name: saved.name }), saved);
  };
  const stop = useRef<AbortController | null>(null);
  const work = useMutation({
    mutationFn: async (kind: 'print' | 'pdf' | 'word') => {
      if (!pages) return;
      stop.current = new AbortController();
      const { signal } = stop.current;
      const { head, title, language, print, suggestedName } = pages;
      const page = shellPage(paper);
      const job = { head, slices: [...pages.slices], title, language, page };
      if (kind === 'print') {
        // A browser prints a few pages at once, and many hardly.
        const file = pages.slices.length > 1 ? await form.loadPdf(print, signal) : null;
        const { printed } = file
          ? await shell.printPdf.mutate({ title, page, base64: file.base64 }, { signal })
          : await shell.printHtml.mutate(job, { signal });
        if (printed) {
          notify.done(t('prints:preview.printed'));
          onPrinted?.();
        }
      } else if (kind === 'pdf') {
        const file = await form.loadPdf(print, signal);
        const name = `${suggestedName}.pdf`;
        done(
          'pdf_saved',
          file
            ? await shell.saveDocument.mutate({ kind: 'pdf', suggestedName: name, base64: file.base64 })
            : await shell.htmlToPdf.mutate({ ...job, suggestedName: name }, { signal }),
        );
      } else {
        const { base64 } = await form.loadWord(paper);
        const name = `${suggestedName}.docx`;
        done('word_saved', await shell.saveDocument.mutate({ kind: 'docx', suggestedName: name, base64 }));
      }
    },
    onError: (error) => {
      if (!toAppError(error).code.endsWith('.cancelled')) notify.failed(error);
    },
  });
  const writing = useTold('prints.pdf', work.isPending);
  const printing = useTold('shell.printing', work.isPending);
  const run = (kind: 'print' | 'pdf' | 'word') => () => work.mutate(kind);
  return {
    busy: work.isPending || !pages,
    told: printing.total > 0 ? printing : writing,
    cancel: () => stop.current?.abort(),
    print: run('print'),
    savePdf: run('pdf'),
    saveWord: run('word'),
  };
}

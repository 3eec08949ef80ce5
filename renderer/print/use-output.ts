import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Paper } from '../../db/domain/document/paper.ts';
import { useNotify } from '../components/notify.tsx';
import { useShellClient } from '../lib/vault.ts';
import { shellPage, type FormPages, type PrintForm } from './form.ts';

export interface Output {
  readonly busy: boolean;
  readonly print: () => void;
  readonly savePdf: () => void;
  readonly saveWord: () => void;
}

/** Sends a form to the printer, or saves it as PDF or Word; says so quietly when it is done. */
export function useOutput(form: PrintForm, paper: Paper, pages: FormPages | undefined): Output {
  const { t } = useTranslation();
  const notify = useNotify();
  const shell = useShellClient();
  const done = (key: string, saved: { name: string } | null) => {
    if (saved) notify.done(t(`prints:preview.${key}`, { name: saved.name }));
  };
  const work = useMutation({
    mutationFn: async (kind: 'print' | 'pdf' | 'word') => {
      if (!pages) return;
      const { html, title, suggestedName } = pages;
      const job = { html, title, page: shellPage(paper) };
      if (kind === 'print') {
        const { printed } = await shell.printHtml.mutate(job);
        if (printed) notify.done(t('prints:preview.printed'));
      } else if (kind === 'pdf') {
        done('pdf_saved', await shell.htmlToPdf.mutate({ ...job, suggestedName: `${suggestedName}.pdf` }));
      } else {
        const { base64 } = await form.loadWord(paper);
        const name = `${suggestedName}.docx`;
        done('word_saved', await shell.saveDocument.mutate({ kind: 'docx', suggestedName: name, base64 }));
      }
    },
    onError: notify.failed,
  });
  const run = (kind: 'print' | 'pdf' | 'word') => () => work.mutate(kind);
  return {
    busy: work.isPending || !pages,
    print: run('print'),
    savePdf: run('pdf'),
    saveWord: run('word'),
  };
}

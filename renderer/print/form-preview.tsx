import type { inferRouterInputs } from '@trpc/server';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSize } from '../../db/domain/document/paper.ts';
import type { AppRouter } from '../lib/contracts.ts';
import { useVaultClient } from '../lib/vault.ts';
import type { PrintForm } from './form.ts';
import { PrintPreview } from './print-preview.tsx';

/** Sizes on offer for each form, the usual one first. */
const PAPERS = {
  card: ['A4', 'A5'],
  cards: ['A4', 'A5'],
  archive_index: ['A4', 'A3'],
  anchor: ['A4', 'A5'],
  audit_list: ['A4', 'A3'],
  difference: ['A4'],
  repairs: ['A4', 'A3'],
  inspection_record: ['A4', 'A3'],
  inspection_walk_list: ['A4', 'A3'],
  inspection_labels: ['A4'],
  inspection_comparison: ['A4'],
  properties: ['A4'],
  report: ['A4'],
  report_amendment: ['A4'],
  report_register: ['A4'],
  report_request: ['A4'],
} as const satisfies Record<string, readonly PaperSize[]>;

/** Forms of many columns. */
const LANDSCAPE: ReadonlySet<string> = new Set([
  'archive_index',
  'audit_list',
  'repairs',
  'inspection_record',
  'report_register',
]);

/** Which archives a form of many is of. */
export type Chosen = Omit<inferRouterInputs<AppRouter>['customers']['export'], 'token' | 'language'>;

/** What a form is asked for besides its record. */
export type FormOptions = Readonly<Record<string, boolean | number | string | null | number[] | Chosen>>;

/** A form of one record: `{printing && <FormPreview form="card" id={id} onClose={…} />}`. Title: `prints:<form>.title`. */
export function FormPreview(props: {
  form: keyof typeof PAPERS;
  id: number;
  options?: FormOptions;
  onPrinted?: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const vault = useVaultClient();
  const { form: name, id, options } = props;
  const form = useMemo<PrintForm>(() => {
    const asked = { form: name, id, ...(options && { options }) };
    return {
      key: [name, id],
      title: t(`prints:${name}.title`),
      papers: PAPERS[name],
      landscape: LANDSCAPE.has(name),
      load: (paper, signal) => vault.prints.pages.mutate({ ...asked, paper }, { signal }),
      loadPdf: (print, signal) => vault.prints.pdfOfPages.mutate({ print }, { signal }),
      loadWord: (paper) => vault.prints.docx.mutate({ ...asked, paper }),
    };
  }, [vault, name, id, options, t]);
  return <PrintPreview form={form} onClose={props.onClose} onPrinted={props.onPrinted} />;
}

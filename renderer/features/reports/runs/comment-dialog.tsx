import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Figure } from '../../../../db/domain/reports/figures.ts';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../../components/form/use-kept-form.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotify } from '../../../components/notify.tsx';
import { useVaultClient } from '../../../lib/vault.ts';

/** The figure that something is said of. */
export interface CommentPlace {
  readonly table: string;
  /** Null: the line of totals. */
  readonly row: string | null;
  readonly measure: string;
  readonly title: string;
  readonly label: string | null;
  readonly column: string;
  readonly figure: Figure;
}

const schema = z.strictObject({ text: z.string().trim().min(1).max(500) });

/** What is said of a figure, half written. */
const COMMENT_DRAFT = fieldsDraft('report_comment_draft', { text: z.string().max(500) });

/** A word on a single figure, for whoever compiles and reviews. */
export function CommentDialog(props: { id: number; place: CommentPlace; onClose: () => void }) {
  const { t } = useTranslation();
  const { reports } = useVaultClient();
  const notify = useNotify();
  const form = useAppForm(schema, { text: '' });
  const { id, place } = props;
  const { table, row, measure, title, label, column, figure } = place;
  const kept = useKeptForm(form, `reports.comment.${id}.${[table, row, measure].join('.')}`, COMMENT_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const saying = useMutation({
    mutationFn: ({ text }: z.infer<typeof schema>) =>
      reports.comment.mutate({ id, table, row, measure, text }),
    onSuccess: () => {
      notify.done(t('reports:comment.done'));
      close();
    },
  });
  return (
    <FormDialog
      title={t('reports:comment')}
      submitLabel={t('reports:comment.do')}
      pending={saying.isPending}
      error={saying.error}
      onSubmit={() => void form.handleSubmit((input) => saying.mutate(input))()}
      restored={kept.isRestored}
      onClose={close}
    >
      <Typography>
        {t('reports:comment.place', {
          table: title,
          row: label ?? t('reports:total'),
          column,
          figure: String(figure ?? '—'),
        })}
      </Typography>
      <TextInput
        control={form.control}
        name="text"
        label={t('reports:comment.text')}
        lines={3}
        maxLength={500}
        required
        autoFocus
      />
    </FormDialog>
  );
}

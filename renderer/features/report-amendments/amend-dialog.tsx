import { Alert } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { AMEND_DRAFT } from './amend-values.ts';
import { ItemsEditor, useAmendForm } from './items-editor.tsx';

/** 修改 of single figures of a released report, submitted to 总经理 (rules.md B3). */
export function AmendDialog(props: {
  reportId: number;
  figures: ReportFigures;
  onClose: () => void;
  /** Once it is submitted, with the amendment's id. */
  onSaved: (amendmentId: number) => void;
}) {
  const { t } = useTranslation();
  const { reportId, figures, onClose, onSaved } = props;
  const notify = useNotify();
  const { reportAmendments } = useVaultClient();
  const form = useAmendForm([]);
  const kept = useKeptForm(form, `report_amendments.report.${reportId}`, AMEND_DRAFT);
  const [isEmpty, setEmpty] = useState(false);
  const saving = useMutation({
    mutationFn: () =>
      reportAmendments.save.mutate({
        id: null,
        version: null,
        submit: true,
        reportId,
        items: form.getValues('items'),
      }),
    onSuccess: ({ id }) => {
      kept.forget();
      notify.done(t('report_amendments:done.submit'));
      onSaved(id);
    },
  });
  const submit = () => {
    const hasNone = form.getValues('items').length === 0;
    setEmpty(hasNone);
    if (!hasNone) saving.mutate();
  };
  return (
    <FormDialog
      title={t('report_amendments:title.submit')}
      submitLabel={t('report_amendments:do.submit')}
      width="md"
      restored={kept.isRestored}
      pending={saving.isPending}
      error={saving.error}
      onSubmit={submit}
      onClose={() => {
        kept.forget();
        onClose();
      }}
    >
      <ItemsEditor form={form} figures={figures} />
      {isEmpty && <Alert severity="warning">{t('report_amendments:needs_items')}</Alert>}
    </FormDialog>
  );
}

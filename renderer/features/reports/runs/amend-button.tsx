import { Button } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../../../db/domain/reports/figures.ts';
import { AmendDialog } from '../../report-amendments/amend-dialog.tsx';

/** 修改 of single figures of a released report (rules.md B3); it opens what was asked for. */
export function AmendButton({ id, figures }: { id: number; figures: ReportFigures }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [amending, setAmending] = useState(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setAmending(true)}>
        {t('reports:amend')}
      </Button>
      {amending && (
        <AmendDialog
          reportId={id}
          figures={figures}
          onClose={() => setAmending(false)}
          onSaved={(amendment) => void navigate({ to: `/report_amendments/${amendment}` })}
        />
      )}
    </>
  );
}

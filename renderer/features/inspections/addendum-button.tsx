import { Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { useCan } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import type { Inspection } from './inspection-types.ts';

/** 补充检查: what was on loan or missing when it was signed is looked at by itself once it is back (rules.md D1). */
export function AddendumButton({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const vault = useVault();
  const navigate = useNavigate();
  const mayInspect = useCan('inspections.inspect');
  const [isAsking, setAsking] = useState(false);
  const open = useMutation(
    vault.inspections.openAddendum.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: `/inspections/${id}`, search: { list: 'open' } }),
    }),
  );
  const { id, state, addendum, outcomes } = inspection;
  const left = outcomes.on_loan + outcomes.missing;
  if (!mayInspect || state !== 'signed' || addendum > 0 || left === 0) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setAsking(true)}>
        {t('inspections:addendum_open.action')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t('inspections:addendum_open.title')}
        confirmLabel={t('inspections:addendum_open.do')}
        pending={open.isPending}
        error={open.error}
        onConfirm={() => open.mutate({ id })}
        onClose={() => setAsking(false)}
      >
        {t('inspections:addendum_open.text', { count: left })}
      </ConfirmDialog>
    </>
  );
}

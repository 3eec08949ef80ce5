import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { bulkChangeSchema, reasonOfBulk, type BulkChange } from '../../../db/domain/customer-bulk.ts';
import { takesReason } from '../../../db/domain/reasons.ts';
import { Form } from '../../components/form/form.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Failed } from '../../components/states.tsx';
import { errorText, isRefusal } from '../../lib/errors.ts';
import { countText, formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useSettled } from '../../lib/use-later.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { useTold } from '../../lib/use-told.ts';
import { BulkInputs, bulkReason, BulkReasonInputs, useBulkForm, type BulkForm } from './bulk-inputs.tsx';
import { BulkPreview, type Preview } from './bulk-preview.tsx';
import type { Chosen } from './list-query.ts';
import { useUndoMany } from './use-undo-many.ts';

/** How long a word that is typed has to rest before it is looked at what it would do. */
const REST_MS = 300;

interface BulkDialogProps {
  readonly chosen: Chosen;
  /** How many that are. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** 批量修改: one field of many archives. What would become of each is said first; then it is one act, and can be undone. */
export function BulkDialog(props: BulkDialogProps) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const client = useVaultClient();
  const notify = useNotify();
  const undo = useUndoMany();
  const form = useBulkForm();
  // What was meant when the window opened, whatever is ticked meanwhile.
  const [chosen] = useState(props.chosen);
  const change = useChange(form);
  const query = usePreview(chosen, change);
  const job = useJob<{ act: number; changed: number }>('customers.bulk');
  const running = job.state === 'running';
  const preview = change && query.data;
  const count = preview?.changes.count ?? 0;
  const number = (of: number) => formatCount(of, i18n.language);
  const rule = change && preview && reasonOfBulk(change.field, actOf(preview));
  const run = form.handleSubmit(async (filled) => {
    if (!change || !preview || count === 0) return;
    const reason = bulkReason(rule ?? null, filled);
    if (!takesReason(rule, reason)) {
      form.setError('reason', { message: t('errors:customers.bulk_reason_needed') });
      return;
    }
    const done = await job.start((signal) =>
      client.customers.changeMany.mutate({ chosen, change, seen: preview.seen, reason }, { signal }),
    );
    if (!done) return;
    notify.done(t('customers:bulk.done', { number: number(done.changed) }), () => undo(done.act));
    props.onDone();
  });
  const again = () => {
    job.reset();
    void query.refetch();
  };
  return (
    <Dialog
      open
      onClose={running ? undefined : props.onClose}
      aria-labelledby={title}
      maxWidth="sm"
      fullWidth
    >
      <Form label={t('customers:bulk.title')} enter="next" saves={false} onSubmit={() => void run()}>
        <DialogTitle id={title}>
          {t('customers:bulk.title_of', {
            number: countText(props.total, props.totalIsExact, i18n.language),
          })}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
          <BulkInputs form={form} disabled={running} />
          {change && query.error && <Failed error={query.error} onRetry={() => void query.refetch()} />}
          {change && !query.error && <BulkPreview change={change} preview={preview} />}
          <PreviewProgress isRunning={query.isFetching} onCancel={props.onClose} />
          {rule && count > 0 && <BulkReasonInputs form={form} rule={rule} />}
          <JobProgress job={job} label={t('customers:bulk.running')} onCancel={job.cancel} />
          {job.state === 'cancelled' && <Alert severity="info">{t('customers:bulk.cancelled')}</Alert>}
          {job.state === 'failed' && <Refused error={job.error} onAgain={again} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose} disabled={running}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            loading={running || (change !== undefined && query.isFetching)}
            disabled={count === 0 || job.state === 'failed'}
          >
            {preview && count > 0
              ? t('customers:bulk.run_of', { number: number(count) })
              : t('customers:bulk.run')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** What went wrong; where the archives have changed meanwhile, they are looked at once more. */
function Refused({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { t } = useTranslation();
  const isStale = isRefusal(error, 'customers.bulk_changed');
  return (
    <Alert
      severity={isStale ? 'warning' : 'error'}
      action={
        <Button color="inherit" size="small" onClick={onAgain}>
          {t('customers:bulk.again')}
        </Button>
      }
    >
      {errorText(t, error)}
    </Alert>
  );
}

/** The change as it is filled in; undefined while something of it lacks. */
function useChange(form: BulkForm): BulkChange | undefined {
  const [field, way, value, typed] = useWatch({
    control: form.control,
    name: ['field', 'way', 'value', 'word'],
  });
  const word = useSettled(typed, REST_MS);
  return useMemo(() => {
    const said = field === 'indexTerms' ? word : value;
    return bulkChangeSchema.safeParse({ field, way, value: said }).data;
  }, [field, way, value, word]);
}

/** By which act the archives change that need a reason, if any does. */
const actOf = ({ isAssigned }: Preview) => (isAssigned ? 'customers.assign' : 'customers.edit');

function usePreview(chosen: Chosen, change: BulkChange | undefined) {
  const client = useVaultClient();
  const opened = useId();
  return useQuery({
    queryKey: ['customers.previewMany', opened, change],
    queryFn: ({ signal }) => {
      if (!change) throw new Error('nothing to look at');
      return client.customers.previewMany.mutate({ chosen, change }, { signal });
    },
    enabled: change !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
}

function PreviewProgress(props: { isRunning: boolean; onCancel: () => void }) {
  const { t } = useTranslation();
  const told = useTold('customers.bulk', props.isRunning);
  return <JobProgress job={told} label={t('customers:bulk.looking')} onCancel={props.onCancel} />;
}

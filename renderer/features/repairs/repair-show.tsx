import CloseIcon from '@mui/icons-material/Close';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { Facts, Section } from '../../components/page.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { isRefusal } from '../../lib/errors.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useVault } from '../../lib/vault.ts';
import { DoneDialog } from './done-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { RepairReasonDialog } from './repair-reason-dialog.tsx';
import { RepairEvents } from './repair-events.tsx';
import { RepairMark } from './repair-mark.tsx';
import type { Repair } from './repair-types.ts';

/** One repair: what was found on which archive, what happened since, and what one does with it. */
export function RepairShow(props: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const query = useQuery(vault.repairs.get.queryOptions({ id: props.id }));
  useShortcut('escape', props.onClose);
  if (query.error && isRefusal(query.error, 'repairs.not_found'))
    return (
      <Empty
        title={t('repairs:not_found')}
        action={<Button onClick={props.onClose}>{t('repairs:to_list')}</Button>}
      >
        {t('repairs:not_found_text')}
      </Empty>
    );
  return (
    <QueryView query={query} lines={8}>
      {(repair) => <OpenRepair repair={repair} onClose={props.onClose} />}
    </QueryView>
  );
}

function OpenRepair({ repair, onClose }: { repair: Repair; onClose: () => void }) {
  const { t } = useTranslation();
  const { archive } = repair;
  return (
    <Box sx={{ p: 2, display: 'grid', gap: 2 }}>
      <Box component="header" sx={{ display: 'flex', alignItems: 'flex-start', gap: 2 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
            {t('repairs:headline', { finding: t(`common:finding.${repair.kind}`), name: archive?.name })}
          </Typography>
          <Typography className="figures" sx={{ color: 'text.secondary' }}>
            {[archive?.archiveNo, archive?.shelf ? shelfText(archive.shelf) : t('customers:shelf.none')].join(
              '　',
            )}
          </Typography>
        </Box>
        <Tooltip title={t('common:close')}>
          <IconButton aria-label={t('common:close')} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </Tooltip>
      </Box>
      <Actions repair={repair} />
      <RepairFacts repair={repair} />
      <Section title={t('repairs:events')}>
        <RepairEvents events={repair.events} />
      </Section>
    </Box>
  );
}

function RepairFacts({ repair }: { repair: Repair }) {
  const { t } = useTranslation();
  const { degree, method, archive } = repair;
  const label = (field: string) => t(`repairs:column.${field}`);
  return (
    <Section
      title={t('repairs:state_now')}
      actions={
        archive && (
          <Button component={Link} to={`/customers/${archive.id}`} size="small">
            {t('repairs:open_archive')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          { label: label('state'), value: <RepairMark repair={repair} /> },
          { label: label('degree'), value: degree && t(`common:degree.${degree}`) },
          { label: label('method'), value: method && t(`common:repair_method.${method}`) },
          { label: label('doer'), value: repair.doer },
          { label: label('openedOn'), value: repair.openedOn },
          { label: label('dueOn'), value: repair.dueOn },
          { label: label('doneOn'), value: repair.doneOn },
        ]}
      />
    </Section>
  );
}

type Asking = 'plan' | 'done' | 'reopen' | 'withdraw';

/** What may be done with it as it stands, the likeliest first. */
function Actions({ repair }: { repair: Repair }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Asking | null>(null);
  if (!repair.mayEdit) return null;
  const isPlanned = repair.dueOn !== null && repair.method !== null;
  const open: readonly Asking[] = isPlanned ? ['done', 'plan', 'withdraw'] : ['plan', 'done', 'withdraw'];
  const steps = repair.state === 'open' ? open : (['reopen'] as const);
  const close = () => setAsking(null);
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {steps.map((step, index) => (
        <Button
          key={step}
          variant={index === 0 ? 'contained' : 'outlined'}
          color={step === 'withdraw' ? 'warning' : 'primary'}
          onClick={() => setAsking(step)}
        >
          {t(step === 'plan' && isPlanned ? 'repairs:do.plan_again' : `repairs:do.${step}`)}
        </Button>
      ))}
      {asking === 'plan' && <PlanDialog repair={repair} onClose={close} />}
      {asking === 'done' && <DoneDialog repair={repair} onClose={close} />}
      {(asking === 'reopen' || asking === 'withdraw') && (
        <RepairReasonDialog step={asking} repair={repair} onClose={close} />
      )}
    </Box>
  );
}

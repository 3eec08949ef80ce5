import { Box, Button, Chip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../db/domain/dates.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { DateControl } from '../../components/form/date-input.tsx';
import { FieldFrame } from '../../components/form/field-frame.tsx';
import { useVault } from '../../lib/vault.ts';
import { useActionName } from './action-name.ts';
import type { AuditFilters } from './routes.tsx';

interface AuditFilterBarProps {
  readonly filters: AuditFilters;
  readonly onFilters: (filters: AuditFilters) => void;
}

/** From which day to which, what was done, allowed or refused; what is set stands below as chips. */
export function AuditFilterBar({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const actionName = useActionName();
  const actions = useQuery(vault.audit.actions.queryOptions());
  const set = (change: AuditFilters) => onFilters({ ...filters, ...change });
  const asDay = (value: string | null) => (value !== null && isDay(value) ? value : undefined);
  return (
    <Box sx={{ px: 2, py: 1.5, borderBottom: '1px solid', borderColor: 'divider' }}>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: '176px 176px minmax(200px, 320px) auto',
          gap: 1.5,
          alignItems: 'end',
        }}
      >
        <FieldFrame id="audit-from" label={t('audit:from')}>
          <DateControl
            id="audit-from"
            value={filters.from ?? null}
            onChange={(day) => set({ from: asDay(day) })}
          />
        </FieldFrame>
        <FieldFrame id="audit-to" label={t('audit:to')}>
          <DateControl id="audit-to" value={filters.to ?? null} onChange={(day) => set({ to: asDay(day) })} />
        </FieldFrame>
        <FieldFrame id="audit-action" label={t('audit:column.action')}>
          <ChoiceControl
            look="search"
            id="audit-action"
            choices={(actions.data ?? []).map((action) => ({ value: action, label: actionName(action) }))}
            value={filters.action ?? null}
            onChange={(action) => set({ action: action ?? undefined })}
          />
        </FieldFrame>
        <FieldFrame id="audit-decision" label={t('audit:column.decision')} group>
          <ChoiceControl
            id="audit-decision"
            choices={[
              { value: 'allow', label: t('audit:decision.allow') },
              { value: 'deny', label: t('audit:decision.deny') },
            ]}
            value={filters.decision ?? null}
            onChange={(decision) =>
              set({ decision: decision === null ? undefined : (decision as 'allow' | 'deny') })
            }
          />
        </FieldFrame>
      </Box>
      <Chips filters={filters} onFilters={onFilters} />
    </Box>
  );
}

function Chips({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const actionName = useActionName();
  const labels: Array<[keyof AuditFilters, string]> = [];
  const chip = (key: keyof AuditFilters, name: string, value: string) =>
    labels.push([key, t('common:filter.chip', { name, value })]);
  if (filters.from) chip('from', t('audit:from'), filters.from);
  if (filters.to) chip('to', t('audit:to'), filters.to);
  if (filters.action) chip('action', t('audit:column.action'), actionName(filters.action));
  if (filters.decision) chip('decision', t('audit:column.decision'), t(`audit:decision.${filters.decision}`));
  if (filters.object) chip('object', t('audit:column.object'), filters.object);
  if (labels.length === 0) return null;
  return (
    <Box sx={{ display: 'flex', gap: 0.5, mt: 1, flexWrap: 'wrap' }}>
      {labels.map(([key, label]) => (
        <Chip
          key={key}
          label={label}
          variant="outlined"
          onDelete={() => onFilters({ ...filters, [key]: undefined })}
        />
      ))}
      <Button size="small" sx={{ minHeight: 24, py: 0 }} onClick={() => onFilters({})}>
        {t('common:filter.clear')}
      </Button>
    </Box>
  );
}

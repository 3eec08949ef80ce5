import { Box, OutlinedInput } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../db/domain/dates.ts';
import { actionWords, objectWords } from '../../../db/domain/log-words.ts';
import { FilterChips } from '../../components/filter-bar.tsx';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { DateControl } from '../../components/form/date-input.tsx';
import { FieldFrame } from '../../components/form/field-frame.tsx';
import { useTypedText } from '../../lib/use-typed-text.ts';
import { useVault } from '../../lib/vault.ts';
import type { AuditFilters } from './filters.ts';
import { useSay } from './use-say.ts';

interface AuditFilterBarProps {
  readonly filters: AuditFilters;
  readonly onFilters: (filters: AuditFilters) => void;
}

/** From which day to which, by whom, about what, what was done, allowed or refused; what is set stands below as chips. */
export function AuditFilterBar({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const set = (change: AuditFilters) => onFilters({ ...filters, ...change });
  const asDay = (value: string | null) => (value !== null && isDay(value) ? value : undefined);
  return (
    <>
      <Box
        sx={{
          px: 2,
          py: 1.5,
          borderBottom: '1px solid',
          borderColor: 'divider',
          display: 'grid',
          gridTemplateColumns: '148px 148px repeat(3, minmax(120px, 240px)) max-content',
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
        <PersonFilter filters={filters} onFilters={onFilters} />
        <ObjectFilter filters={filters} onFilters={onFilters} />
        <ActionFilter filters={filters} onFilters={onFilters} />
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
    </>
  );
}

/** Everybody who has or had an account; people of one name are told apart by their logins. */
function usePeople() {
  const { t } = useTranslation();
  const vault = useVault();
  const people = useQuery(vault.audit.people.queryOptions()).data ?? [];
  return people.map(({ id, name, login }) => ({ value: id, label: t('audit:person', { name, login }) }));
}

function PersonFilter({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  return (
    <FieldFrame id="audit-person" label={t('audit:column.name')}>
      <ChoiceControl
        look="search"
        id="audit-person"
        choices={usePeople()}
        value={filters.person ?? null}
        onChange={(person) => onFilters({ ...filters, person: person ?? undefined })}
      />
    </FieldFrame>
  );
}

function ObjectFilter({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const [text, setText] = useTypedText(filters.about ?? '', (about) => onFilters({ ...filters, about }));
  return (
    <FieldFrame id="audit-about" label={t('audit:column.object')}>
      <OutlinedInput
        id="audit-about"
        fullWidth
        value={text}
        placeholder={t('audit:about')}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        slotProps={{ input: { maxLength: 120, spellCheck: false } }}
      />
    </FieldFrame>
  );
}

function ActionFilter({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const say = useSay();
  const actions = useQuery(vault.audit.actions.queryOptions()).data ?? [];
  return (
    <FieldFrame id="audit-action" label={t('audit:column.action')}>
      <ChoiceControl
        look="search"
        id="audit-action"
        choices={actions.map((action) => ({ value: action, label: actionWords(say, action) }))}
        value={filters.action ?? null}
        onChange={(action) => onFilters({ ...filters, action: action ?? undefined })}
      />
    </FieldFrame>
  );
}

function Chips({ filters, onFilters }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const say = useSay();
  const people = usePeople();
  const chip = (key: keyof AuditFilters, name: string, value: string | undefined) =>
    value
      ? [
          {
            key,
            label: t('common:filter.chip', { name, value }),
            onRemove: () => onFilters({ ...filters, [key]: undefined }),
          },
        ]
      : [];
  const { from, to, person, about, object, action, decision } = filters;
  const active = [
    ...chip('from', t('audit:from'), from),
    ...chip('to', t('audit:to'), to),
    ...chip('person', t('audit:column.name'), people.find(({ value }) => value === person)?.label),
    ...chip('about', t('audit:column.object'), about),
    ...chip('object', t('audit:column.object'), object && objectWords(say, object)),
    ...chip('action', t('audit:column.action'), action && actionWords(say, action)),
    ...chip('decision', t('audit:column.decision'), decision && t(`audit:decision.${decision}`)),
  ];
  return <FilterChips filters={active} onClear={() => onFilters({})} />;
}

import { Box, Popover, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_KEYS } from '../../../db/domain/customer.ts';
import { Failed, Loading } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { reasonText } from '../../lib/reason-text.ts';
import { storedText, type Wording } from './customer-text.ts';
import { partsOf } from './field-keys.ts';
import { Arrow, Is, ListChange, listLines, Was } from './list-change.tsx';

/** The fields in the history that a line of the archive stands for. */
function historyFields(name: string): readonly string[] {
  const key = CUSTOMER_KEYS.find((one) => one === name);
  return key ? partsOf(key) : [name === 'filedOn' ? 'filed' : name];
}

/** What one fact was before: who changed it, when, from what to what. */
export function FieldHistory(props: {
  field: string;
  label: string;
  customerId: number;
  wording: Wording;
  anchor: HTMLElement;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const fields = historyFields(props.field);
  const query = useQuery(
    vault.customers.history.queryOptions({
      id: props.customerId,
      ...(fields.length === 1 && { field: fields[0] }),
    }),
  );
  const changes = query.data?.filter((change) => fields.includes(change.field));
  return (
    <Popover
      open
      anchorEl={props.anchor}
      onClose={props.onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
    >
      <Box sx={{ p: 2, width: 400, maxHeight: 360, overflow: 'auto' }}>
        <Typography variant="h2">{t('customers:history.of', { field: props.label })}</Typography>
        {query.error && <Failed error={query.error} />}
        {query.isPending && <Loading lines={2} />}
        {changes?.length === 0 && (
          <Typography sx={{ color: 'text.secondary', mt: 1 }}>{t('customers:history.never')}</Typography>
        )}
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {changes?.map((change) => (
            <Box component="li" key={change.id} sx={{ mt: 1.5 }}>
              <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                {instantText(change.at)} {change.by}
              </Typography>
              <Typography component="div" sx={{ overflowWrap: 'anywhere' }}>
                <Change wording={props.wording} {...change} />
              </Typography>
              {change.reason && (
                <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
                  {t('customers:history.because', { reason: reasonText(t, 'customers', change) })}
                </Typography>
              )}
            </Box>
          ))}
        </Box>
      </Box>
    </Popover>
  );
}

/** From what to what, in words; of a list that of it which changed. */
export function Change(props: {
  wording: Wording;
  field: string;
  oldValue: string | null;
  newValue: string | null;
}) {
  const { t } = useTranslation();
  const lines = listLines(props.wording, props.field, props.oldValue, props.newValue);
  if (lines) return <ListChange lines={lines} />;
  const before = storedText(props.wording, props.field, props.oldValue) ?? t('customers:nothing');
  const after = storedText(props.wording, props.field, props.newValue) ?? t('customers:nothing');
  if (props.oldValue === null && props.field === 'filed') return after;
  return (
    <>
      <Was text={before} />
      <Arrow />
      <Is text={after} />
    </>
  );
}

import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useCan } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import type { Customer } from './customer-record.ts';

/** What became of an archive that is no more, and which ones were joined into this one. */
export function GoneNotice(props: { customer: Customer }) {
  const { t } = useTranslation();
  const { gone, joined, index } = props.customer;
  if (!gone && joined.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {gone && <Gone id={index.id} gone={gone} />}
      {joined.length > 0 && (
        <Typography sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {t('customers:gone.took_in')}
          {joined.map(({ id, archiveNo, name }) => (
            <Box key={id} component={Link} to={`/customers/${id}`} sx={{ color: 'primary.main', mr: 1.5 }}>
              <span className="figures">{archiveNo}</span> {name}
            </Box>
          ))}
        </Typography>
      )}
    </Box>
  );
}

function Gone(props: { id: number; gone: NonNullable<Customer['gone']> }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const notify = useNotify();
  const { standing, at, by, into, mayPart } = props.gone;
  const edits = useCan('customers.edit');
  const part = useMutation(
    vault.customers.part.mutationOptions({
      onSuccess: ({ archiveNo }) => notify.done(t('customers:join.parted', { archiveNo })),
      onError: notify.failed,
    }),
  );
  return (
    <Alert
      severity="info"
      action={
        mayPart && (
          <Button
            size="small"
            color="inherit"
            loading={part.isPending}
            onClick={() => part.mutate({ id: props.id })}
          >
            {t('customers:join.part')}
          </Button>
        )
      }
    >
      {t(`customers:gone.${standing}`, { by, at: instantText(at) })}
      {standing === 'joined' && !mayPart && edits && <div>{t('customers:gone.touched')}</div>}
      {into && (
        <Box component={Link} to={`/customers/${into.id}`} sx={{ color: 'primary.main', display: 'block' }}>
          <span className="figures">{into.archiveNo}</span> {into.name}
        </Box>
      )}
    </Alert>
  );
}

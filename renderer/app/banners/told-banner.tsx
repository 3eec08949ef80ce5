import { Alert, Box, Button } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { rolesText } from '../../features/accounts/account.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';

type Told = inferRouterOutputs<AppRouter>['accounts']['told']['told'][number];

/** What others did to the account of whoever is signed in, until they close it. */
export function ToldBanner() {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const query = useQuery(vault.accounts.told.queryOptions());
  const close = useMutation(
    vault.accounts.acknowledge.mutationOptions({
      onSuccess: () => query.refetch(),
      onError: notify.failed,
    }),
  );
  const { told = [], more = 0 } = query.data ?? {};
  const [newest] = told;
  if (!newest) return null;
  return (
    <Alert
      severity="warning"
      role="status"
      sx={{ flex: 'none', borderRadius: 0, py: 0.5, maxHeight: '40%', overflow: 'auto' }}
      action={
        <Button
          color="inherit"
          size="small"
          loading={close.isPending}
          onClick={() => close.mutate({ upTo: newest.row })}
        >
          {t('accounts:told.close')}
        </Button>
      }
    >
      {t('accounts:told.title')}
      <Box component="ul" className="figures" sx={{ m: 0, pl: 2.5 }}>
        {told.map((one) => (
          <ToldLine key={one.row} told={one} />
        ))}
      </Box>
      {more > 0 && t('accounts:told.more', { more })}
    </Alert>
  );
}

function ToldLine({ told }: { told: Told }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { what, roles, by, askedBy: asked, waits, withSheets } = told;
  const did = roles
    ? t('accounts:what.set_roles_to', {
        before: rolesText(t, roles.before),
        after: rolesText(t, roles.after),
      })
    : t(`accounts:what.${what}`);
  const way = waits ? 'waits' : withSheets ? 'sheets' : asked === null ? 'one' : 'two';
  return <li>{t(`accounts:told.${way}`, { at: instantText(told.at), what: did, by, asked })}</li>;
}

import { Alert, Box, Button, DialogActions, DialogContent, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joinDifferences, joinedInput, withoutRoom } from '../../../db/domain/customer-join.ts';
import { useNotify } from '../../components/notify.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { errorText } from '../../lib/errors.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import { JoinTable, type Side } from './join-table.tsx';
import type { JoinPair } from './join-types.ts';

interface SidesProps {
  readonly id: number;
  readonly otherId: number;
  readonly onSwap: () => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** The two side by side, what the one that stays will say, and 合并. */
export function JoinSides(props: SidesProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const words = useWords();
  const { id, otherId } = props;
  const query = useQuery({ ...vault.customers.joining.queryOptions({ id, otherId }), gcTime: 0 });
  if (query.data && words.ready) return <Sides {...props} pair={query.data} />;
  return (
    <>
      <DialogContent sx={{ minHeight: 320 }}>
        {query.error ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onBack}>{t('customers:join.another')}</Button>
        <Button onClick={props.onClose}>{t('common:cancel')}</Button>
      </DialogActions>
    </>
  );
}

function Sides(props: SidesProps & { pair: JoinPair }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const client = useVaultClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { pair, onClose } = props;
  const { target, other, isGuarded, tooClosed, open } = pair;
  const joining = { target: target.input, other: other.input, isGuarded };
  const differences = joinDifferences(joining);
  const [picks, setPicks] = useState<ReadonlySet<string>>(
    () => new Set(differences.flatMap(({ key, fillsGap }) => (fillsGap ? [key] : []))),
  );
  const joined = joinedInput(joining, picks);
  const left = withoutRoom(other.input, joined);
  const choose = (key: string, side: Side) => {
    const next = new Set(picks);
    if (side === 'other') next.add(key);
    else next.delete(key);
    setPicks(next);
  };
  const join = useMutation(
    vault.customers.join.mutationOptions({
      onSuccess: ({ archiveNo, into }) => {
        notify.done(t('customers:join.done', { archiveNo, into }), () => {
          client.customers.part
            .mutate({ id: other.index.id })
            .then(() => notify.done(t('customers:join.parted', { archiveNo })), notify.failed);
        });
        onClose();
        void navigate({ to: `/customers/${target.index.id}`, search: true });
      },
    }),
  );
  const blocked = tooClosed || open.length > 0;
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography sx={{ color: 'text.secondary' }}>
          {t('customers:join.text', { kept: target.index.archiveNo, gone: other.index.archiveNo })}
        </Typography>
        {tooClosed && <Alert severity="warning">{t('errors:customers.join_class')}</Alert>}
        {open.map(({ kind, by, at }) => (
          <Alert key={kind} severity="warning">
            {t(`errors:customers.join_open_${kind}`)}{' '}
            {t(`customers:touch.${kind}`, { by, at: instantText(at) })}
          </Alert>
        ))}
        <JoinTable pair={pair} differences={differences} picks={picks} joined={joined} onChoose={choose} />
        {left.length > 0 && (
          <Alert severity="info">
            {t('customers:join.left', {
              fields: left.map((key) => t(`customers:field.${key}`)).join(t('common:list_comma')),
            })}
          </Alert>
        )}
        {join.error && <Alert severity="error">{errorText(t, join.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onBack}>{t('customers:join.another')}</Button>
        <Button onClick={props.onSwap}>{t('customers:join.swap')}</Button>
        <Box sx={{ flex: 1 }} />
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={blocked}
          loading={join.isPending}
          onClick={() =>
            join.mutate({
              id: target.index.id,
              version: target.version,
              otherId: other.index.id,
              otherVersion: other.version,
              picks: [...picks],
            })
          }
        >
          {t('customers:join.run')}
        </Button>
      </DialogActions>
    </>
  );
}

import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayIn } from '../../../db/domain/dates.ts';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVault, useVaultClient, useShellClient } from '../../lib/vault.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { useInstantText, useZone } from '../../lib/use-today.ts';

type Item = inferRouterOutputs<AppRouter>['setAside']['list'][number];

const NAMES: ReadonlyArray<readonly [source: Item['source'], key: RegExp, word: string]> = [
  ['draft', /^customers\.new$/, 'draft_new'],
  ['draft', /^customers\.edit\./, 'draft_edit'],
  ['draft', /^filings\.accept\./, 'draft_accept'],
  ['draft', /^filings\./, 'draft_filing'],
  ['draft', /./, 'draft'],
  ['preference', /^customers\.views$/, 'views'],
  ['preference', /^list\./, 'columns'],
  ['preference', /^import\.templates$/, 'templates'],
  ['preference', /./, 'preference'],
  ['settings', /./, 'settings'],
  ['filing', /./, 'filing'],
  ['report_request', /./, 'report'],
  ['report_amendment', /./, 'report'],
];

/** What it was, in the words of the screens. */
function nameOf(t: TFunction, { source, key }: Item): string {
  const word = NAMES.find(([of, pattern]) => of === source && pattern.test(key))?.[2] ?? 'preference';
  return t(`home:set_aside.what.${word}`);
}

/** What this program could not read of what was kept for the person: nothing is lost, and they say what becomes of it. */
export function SetAside() {
  const { t } = useTranslation();
  const vault = useVault();
  const query = useQuery({ ...vault.setAside.list.queryOptions(), staleTime: 0 });
  if (!query.data || query.data.length === 0) return null;
  return (
    <Box component="section" aria-label={t('home:set_aside.title')}>
      <Typography variant="h2" sx={{ mb: 0.5 }}>
        {t('home:set_aside.title')}
      </Typography>
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('home:set_aside.text')}</Typography>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          backgroundColor: 'background.paper',
          border: '1px solid',
          borderColor: 'divider',
          borderRadius: 1,
          '& li + li': { borderTop: '1px solid', borderColor: 'divider' },
        }}
      >
        {query.data.map((item) => (
          <SetAsideLine key={item.id} item={item} onGone={() => void query.refetch()} />
        ))}
      </Box>
    </Box>
  );
}

function SetAsideLine(props: { item: Item; onGone: () => void }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const notify = useNotify();
  const [removing, setRemoving] = useState(false);
  const { item } = props;
  const name = nameOf(t, item);
  const save = useSave(item, name);
  const dismiss = useMutation(
    vault.setAside.dismiss.mutationOptions({
      onSuccess: () => {
        setRemoving(false);
        notify.done(t('home:set_aside.removed', { name }));
        props.onGone();
      },
    }),
  );
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, minHeight: 52 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography>{name}</Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t(`home:set_aside.why.${item.why}`, { at: instantText(item.at) })}
        </Typography>
      </Box>
      <Button
        aria-label={t('home:set_aside.save_one', { name })}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('home:set_aside.save')}
      </Button>
      <Button
        color="inherit"
        aria-label={t('home:set_aside.remove_one', { name })}
        onClick={() => setRemoving(true)}
      >
        {t('home:set_aside.remove')}
      </Button>
      <ConfirmDialog
        open={removing}
        danger
        title={t('home:set_aside.remove_one', { name })}
        confirmLabel={t('home:set_aside.remove')}
        pending={dismiss.isPending}
        error={dismiss.error}
        onConfirm={() => dismiss.mutate({ id: item.id })}
        onClose={() => setRemoving(false)}
      >
        {t('home:set_aside.remove_text')}
      </ConfirmDialog>
    </Box>
  );
}

/** To a file in the place that the person chooses. */
function useSave(item: Item, name: string) {
  const { t } = useTranslation();
  const zone = useZone();
  const shell = useShellClient();
  const client = useVaultClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: async () => {
      const suggestedName = `${name} ${dayIn(zone, item.at)}`;
      const file = await shell.saveFile.mutate({ purpose: 'kept-text', suggestedName });
      if (file) await client.setAside.save.mutate({ id: item.id, token: file.token });
      return file;
    },
    onSuccess: (file) => file && notify.saved(t('home:set_aside.saved', { name: file.name }), file),
    onError: notify.failed,
  });
}

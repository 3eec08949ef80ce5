import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../db/domain/errors.ts';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { useNotify } from '../../components/notify.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { errorText } from '../../lib/errors.ts';
import { formatBytes } from '../../lib/format.ts';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useShellClient, useVault, useVaultClient } from '../../lib/vault.ts';
import type { Backups } from './backup.tsx';

type Place = Backups['places'][number];

/** Where backups go, how each place stands, and what to do where it does not. */
export function Places(props: { places: readonly Place[]; isLooking: boolean }) {
  const { t } = useTranslation();
  const { places } = props;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {places.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('backup:places.none')}</Typography>
      ) : (
        <Table size="small" aria-label={t('backup:places.title')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('backup:column.label')}</TableCell>
              <TableCell>{t('backup:places.last')}</TableCell>
              <TableCell align="right">{t('backup:places.free')}</TableCell>
              <TableCell>{t('backup:places.state')}</TableCell>
              <TableCell>
                <span className="visually-hidden">{t('backup:places.remove')}</span>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {places.map((place) => (
              <PlaceRow key={place.key} place={place} isLooking={props.isLooking} />
            ))}
          </TableBody>
        </Table>
      )}
      <Can action="backup.make">
        <AddPlace />
      </Can>
    </Box>
  );
}

function PlaceRow(props: { place: Place; isLooking: boolean }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const { place } = props;
  const { state } = place;
  return (
    <TableRow>
      <TableCell sx={{ maxWidth: 260 }}>
        <Typography noWrap>{place.label}</Typography>
        {place.path !== null && (
          <Typography
            variant="caption"
            component="p"
            noWrap
            title={place.path}
            sx={{ color: 'text.secondary' }}
          >
            {place.path}
          </Typography>
        )}
      </TableCell>
      <TableCell className="figures" sx={{ whiteSpace: 'nowrap' }}>
        {place.lastAt === null ? t('backup:places.never') : instantText(place.lastAt)}
      </TableCell>
      <TableCell align="right" className="figures" sx={{ whiteSpace: 'nowrap' }}>
        {state?.facts ? formatBytes(state.facts.free, i18n.language) : '–'}
      </TableCell>
      <TableCell>
        <PlaceStanding state={state} isLooking={props.isLooking} />
      </TableCell>
      <TableCell align="right">
        <Can action="backup.make">
          <RemovePlace place={place} />
        </Can>
      </TableCell>
    </TableRow>
  );
}

function PlaceStanding(props: { state: Place['state']; isLooking: boolean }) {
  const { t } = useTranslation();
  const { state } = props;
  if (!state)
    return (
      <StateMark
        tone="draft"
        label={t(props.isLooking ? 'backup:places.looking' : 'backup:places.unknown')}
      />
    );
  if (!state.trouble) {
    const isSame = state.facts?.sameDrive === true;
    return (
      <StateMark
        tone={isSame ? 'due' : 'done'}
        label={t(isSame ? 'backup:places.same_drive' : 'backup:places.good')}
      />
    );
  }
  const { code, data } = state.trouble;
  return (
    <>
      <StateMark tone="late" label={t('backup:places.trouble')} />
      <Typography variant="caption" component="p">
        {errorText(t, new AppError(code, data))}
      </Typography>
    </>
  );
}

function AddPlace() {
  const { t } = useTranslation();
  const client = useVaultClient();
  const shell = useShellClient();
  const notify = useNotify();
  const add = useMutation({
    mutationFn: async () => {
      const folder = await shell.chooseFile.mutate({ purpose: 'backup-folder' });
      if (folder) await client.backup.addPlace.mutate({ token: folder.token });
    },
    onError: notify.failed,
  });
  return (
    <Box>
      <Button variant="outlined" loading={add.isPending} onClick={() => add.mutate()}>
        {t('backup:places.add')}
      </Button>
    </Box>
  );
}

function RemovePlace(props: { place: Place }) {
  const { t } = useTranslation();
  const vault = useVault();
  const [isAsking, setAsking] = useState(false);
  const { key, label } = props.place;
  const remove = useMutation(vault.backup.removePlace.mutationOptions({ onSuccess: () => setAsking(false) }));
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('backup:places.remove')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t('backup:places.remove_title', { label })}
        confirmLabel={t('backup:places.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ key })}
        onClose={() => setAsking(false)}
      >
        {t('backup:places.remove_text')}
      </ConfirmDialog>
    </>
  );
}

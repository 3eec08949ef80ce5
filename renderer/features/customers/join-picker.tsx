import {
  Box,
  Button,
  DialogActions,
  DialogContent,
  List,
  ListItemButton,
  ListItemText,
  TextField,
  Typography,
} from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_SOUGHT } from '../../../db/domain/customer-list.ts';
import { useVault } from '../../lib/vault.ts';
import { useSettled } from '../../lib/use-later.ts';
import type { FullCustomer } from './customer-record.ts';

const SETTLE_MS = 150;
const SHOWN = 8;

interface Found {
  readonly id: number;
  readonly name: string;
  readonly archiveNo: string;
}

/** Which other archive is the same customer: those that look like it, or by search. */
export function JoinPicker(props: {
  customer: FullCustomer;
  onPick: (id: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const [text, setText] = useState('');
  const { index, input } = props.customer;
  const asked = useSettled(text.trim(), SETTLE_MS);
  const numbers = [...input.phones, ...input.contacts.flatMap(({ mobile, phone }) => [mobile, phone])];
  const similar = useQuery(
    vault.customers.similar.queryOptions({
      name: input.name,
      uscc: input.uscc,
      phones: numbers.flatMap((number) => number ?? []).slice(0, 40),
      exceptId: index.id,
    }),
  );
  const search = useQuery({
    ...vault.search.query.queryOptions({ text: asked, limit: SHOWN + 1 }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const found: readonly Found[] = asked === '' ? (similar.data ?? []) : (search.data?.results ?? []);
  const shown = found.filter(({ id }) => id !== index.id).slice(0, SHOWN);
  const isNone = shown.length === 0 && asked !== '' && search.isSuccess;
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 1 }}>
        <TextField
          autoFocus
          label={t('customers:join.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { maxLength: LONGEST_SOUGHT, autoComplete: 'off', spellCheck: false } }}
          sx={{ mt: 1 }}
        />
        {asked === '' && shown.length > 0 && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {t('customers:join.similar')}
          </Typography>
        )}
        <Box aria-live="polite" sx={{ minHeight: 200 }}>
          {isNone && <Typography sx={{ color: 'text.secondary' }}>{t('customers:join.none')}</Typography>}
          <List disablePadding>
            {shown.map(({ id, name, archiveNo }) => (
              <ListItemButton key={id} onClick={() => props.onPick(id)}>
                <ListItemText
                  primary={name}
                  secondary={archiveNo}
                  slotProps={{ secondary: { className: 'figures' } }}
                />
              </ListItemButton>
            ))}
          </List>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common:cancel')}</Button>
      </DialogActions>
    </>
  );
}

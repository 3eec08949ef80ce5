import { Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';
import { choiceText } from '../../lib/reason-text.ts';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { wallText, type ClimateEntry } from './climate-types.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** What was recorded, newest first, also what was taken back: nothing goes. */
export function EntryList({ entries }: { entries: readonly ClimateEntry[] }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const [withdrawn, setWithdrawn] = useState<ClimateEntry | null>(null);
  return (
    <>
      <Table size="small" aria-label={t('environment:entries')}>
        <TableHead>
          <TableRow>
            {['what', 'from', 'to', 'by'].map((column) => (
              <TableCell key={column}>{t(`environment:column.${column}`)}</TableCell>
            ))}
            <TableCell>
              <span className="visually-hidden">{t('environment:do.withdraw')}</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell>
                {t(`environment:entry.${entry.source ?? 'check'}`, {
                  count: entry.count ?? 0,
                  formatted: formatCount(entry.count ?? 0, i18n.language),
                })}
              </TableCell>
              <TableCell className="figures">{wallText(entry.from_at ?? 0)}</TableCell>
              <TableCell className="figures">{wallText(entry.to_at ?? 0)}</TableCell>
              <TableCell>{t('environment:by', { name: entry.by, at: instantText(entry.at) })}</TableCell>
              <TableCell align="right">
                {entry.withdrawn === null ? (
                  <Can action="environment.record">
                    <Button size="small" onClick={() => setWithdrawn(entry)}>
                      {t('environment:do.withdraw')}
                    </Button>
                  </Can>
                ) : (
                  <Typography sx={{ color: 'text.secondary' }}>
                    {t('environment:withdrawn', { why: choiceText(t, 'environment', entry.withdrawn) })}
                  </Typography>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {withdrawn && <WithdrawDialog id={withdrawn.id} onClose={() => setWithdrawn(null)} />}
    </>
  );
}

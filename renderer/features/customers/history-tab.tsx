import {
  Button,
  Paper,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, QueryView } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { reasonText } from '../../lib/reason-text.ts';
import type { Words } from '../lists/use-words.ts';
import type { FullCustomer } from './customer-record.ts';
import { Change } from './field-history.tsx';

const SHOWN = 100;

/** Everything that ever changed in this archive: who, when, from what to what, why. */
export function HistoryTab(props: { customer: FullCustomer; words: Words }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const [shown, setShown] = useState(SHOWN);
  const { customer, words } = props;
  const query = useQuery(vault.customers.history.queryOptions({ id: customer.index.id }));
  const wording = { t, language: i18n.language, words, category: customer.input.category };
  return (
    <QueryView query={query}>
      {(changes) =>
        changes.length === 0 ? (
          <Empty title={t('customers:history.never')} />
        ) : (
          <TableContainer component={Paper} variant="outlined">
            <Table size="small" aria-label={t('customers:history.title')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('customers:history.when')}</TableCell>
                  <TableCell>{t('customers:history.who')}</TableCell>
                  <TableCell>{t('customers:history.field')}</TableCell>
                  <TableCell>{t('customers:history.change')}</TableCell>
                  <TableCell>{t('customers:history.why')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {changes.slice(0, shown).map((change, index) => {
                  const sameSave = changes[index - 1]?.version === change.version;
                  return (
                    <TableRow key={change.id} sx={{ '& td': { verticalAlign: 'top' } }}>
                      <TableCell className="figures">{sameSave ? '' : instantText(change.at)}</TableCell>
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>{sameSave ? '' : change.by}</TableCell>
                      <TableCell sx={{ whiteSpace: 'nowrap' }}>
                        {t(`customers:field.${change.field}`)}
                      </TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                        <Change wording={wording} {...change} />
                      </TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                        {reasonText(t, 'customers', change)}
                      </TableCell>
                    </TableRow>
                  );
                })}
              </TableBody>
            </Table>
            {changes.length > shown && (
              <Button sx={{ m: 1 }} onClick={() => setShown(shown + SHOWN)}>
                {t('customers:history.more', { count: changes.length - shown })}
              </Button>
            )}
          </TableContainer>
        )
      }
    </QueryView>
  );
}

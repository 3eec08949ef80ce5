import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  Tooltip,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, QueryView } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { useCan } from '../../lib/session.tsx';
import { useWords } from '../lists/use-words.ts';
import { BulkUndoDialog } from './bulk-undo-dialog.tsx';
import { bulkLineText, type BulkLine } from './bulk-values.ts';

/** Opens 批量修改记录: the changes of many archives of the last days, each to be taken back. */
export function BulkRecordsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const mayEdit = useCan('customers.edit');
  const mayAssign = useCan('customers.assign');
  if (!mayEdit && !mayAssign) return null;
  return (
    <>
      <Tooltip title={t('customers:bulk.records')}>
        <IconButton aria-label={t('customers:bulk.records')} onClick={() => setOpen(true)}>
          <HistoryIcon />
        </IconButton>
      </Tooltip>
      {open && <BulkRecords onClose={() => setOpen(false)} />}
    </>
  );
}

function BulkRecords(props: { onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const [undoing, setUndoing] = useState<BulkLine | null>(null);
  const query = useQuery({ ...useVault().customers.changesOfMany.queryOptions(), gcTime: 0 });
  if (undoing) return <BulkUndoDialog act={undoing.act} onClose={() => setUndoing(null)} />;
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('customers:bulk.records')}</DialogTitle>
      <DialogContent>
        <QueryView query={query}>
          {(lines) =>
            lines.length === 0 ? (
              <Empty title={t('customers:bulk.no_records')} />
            ) : (
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {lines.map((line) => (
                  <Line key={line.act} line={line} onUndo={() => setUndoing(line)} />
                ))}
              </Box>
            )
          }
        </QueryView>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Line({ line, onUndo }: { line: BulkLine; onUndo: () => void }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const words = useWords();
  const { by, at, closed, undoUntil } = line;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        py: 1,
        borderBottom: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography>{bulkLineText(t, words, line, i18n.language)}</Typography>
        <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
          {instantText(at)} {by}
        </Typography>
      </Box>
      {closed === null ? (
        <Button onClick={onUndo}>{t('customers:bulk.undo')}</Button>
      ) : (
        <Typography sx={{ color: 'text.secondary' }}>
          {t(`customers:bulk.closed.${closed}`, { day: undoUntil })}
        </Typography>
      )}
    </Box>
  );
}

import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionButtons } from './decision-buttons.tsx';
import type { Decision, Group } from './import-types.ts';

/** One question about duplicates with everything that is known about it. */
export function GroupDialog(props: {
  group: Group;
  decision: Decision;
  onDecide: (decision: Decision) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const title = useId();
  const { group, decision } = props;
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="md" fullWidth>
      <DialogTitle id={title}>{t(`import:groups.${group.reason}`)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('import:groups.where')}</TableCell>
              <TableCell>{t('import:row.name')}</TableCell>
              <TableCell>{t('import:groups.uscc')}</TableCell>
              <TableCell>{t('import:groups.contact')}</TableCell>
              <TableCell>{t('import:groups.phones')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {group.archives.map((one) => (
              <TableRow key={one.id} sx={{ backgroundColor: 'action.selected' }}>
                <TableCell className="figures">{one.archiveNo}</TableCell>
                <TableCell>{one.name}</TableCell>
                <TableCell className="figures">{one.uscc}</TableCell>
                <TableCell />
                <TableCell />
              </TableRow>
            ))}
            {group.rows.map((row) => (
              <TableRow key={`${row.sheet}\n${row.row}`}>
                <TableCell>{t('import:groups.at', { sheet: row.sheet, row: row.row })}</TableCell>
                <TableCell>{row.name}</TableCell>
                <TableCell className="figures">{row.uscc}</TableCell>
                <TableCell>{row.contact}</TableCell>
                <TableCell className="figures">{row.phones.join(t('common:list_comma'))}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {group.archives.some((one) => !one.open) && (
          <Typography sx={{ color: 'warning.main' }}>{t('import:groups.closed')}</Typography>
        )}
        <DecisionButtons label={t('import:groups.decision')} value={decision} onChange={props.onDecide} />
        <Typography sx={{ color: 'text.secondary' }}>{t(`import:decision_text.${decision}`)}</Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

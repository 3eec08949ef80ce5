import AddIcon from '@mui/icons-material/Add';
import {
  Alert,
  Box,
  Button,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '../../components/form/form.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useArchive } from '../../lib/archive.ts';
import { errorText } from '../../lib/errors.ts';
import { EditedRow, RetiredRow } from './list-editor-row.tsx';
import { changeRow, moveRow, rowProblem, sameRows, switchRow, type ListRow } from './list-rows.ts';

interface Item {
  readonly code: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly active: boolean;
}

const rowsOf = (items: readonly Item[]): readonly ListRow[] =>
  items.map((item) => ({ key: item.code, ...item }));

/** One list: put in order, rename, add, take out of use. Archives that name a choice out of use keep it. */
export function ListEditor(props: { list: string; items: readonly Item[] }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const archive = useArchive();
  const saved = rowsOf(props.items);
  const [rows, setRows] = useState(saved);
  const [added, setAdded] = useState(0);
  const save = useMutation(
    archive.lists.edit.mutationOptions({
      onSuccess: (items) => {
        setRows(rowsOf(items));
        notify.done(t('lists:saved'));
      },
    }),
  );
  const used = rows.filter((row) => row.active);
  const retired = rows.filter((row) => !row.active);
  const wrong = used.some((row) => rowProblem(rows, row) !== null);
  const dirty = !sameRows(rows, saved);
  const submit = () => {
    if (wrong || !dirty) return;
    save.mutate({
      list: props.list,
      items: used.map(({ code, labelZh, labelEn }) => ({
        ...(code === undefined ? {} : { code }),
        labelZh: labelZh.trim(),
        labelEn: labelEn.trim(),
      })),
    });
  };
  const add = () => {
    const row = { key: `new-${added}`, labelZh: '', labelEn: '', active: true };
    setAdded(added + 1);
    setRows([...used, row, ...retired]);
  };
  return (
    <Form saves label={t(`lists:name.${props.list}`)} onSubmit={submit}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography variant="h1" component="h2" sx={{ flex: 1 }}>
          {t(`lists:name.${props.list}`)}
        </Typography>
        <Button disabled={!dirty} onClick={() => setRows(saved)}>
          {t('lists:revert')}
        </Button>
        <Button type="submit" variant="contained" disabled={!dirty || wrong} loading={save.isPending}>
          {t('lists:save')}
        </Button>
      </Box>
      {save.error && (
        <Alert severity="error" sx={{ mb: 1 }}>
          {errorText(t, save.error)}
        </Alert>
      )}
      <Table size="small" aria-label={t('lists:in_use')}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 64, whiteSpace: 'nowrap' }} align="right">
              {t('lists:number')}
            </TableCell>
            <TableCell>{t('lists:label_zh')}</TableCell>
            <TableCell>{t('lists:label_en')}</TableCell>
            <TableCell sx={{ width: 120 }}>
              <span className="visually-hidden">{t('lists:change')}</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {used.map((row, index) => (
            <EditedRow
              key={row.key}
              row={row}
              number={index + 1}
              isFirst={index === 0}
              isLast={index === used.length - 1}
              problem={rowProblem(rows, row)}
              onChange={(change) => setRows(changeRow(rows, row.key, change))}
              onMove={(by) => setRows(moveRow(rows, row.key, by))}
              onRetire={() => setRows(switchRow(rows, row.key, false))}
            />
          ))}
        </TableBody>
      </Table>
      <Button startIcon={<AddIcon />} onClick={add} sx={{ mt: 1 }}>
        {t('lists:add')}
      </Button>
      {retired.length > 0 && (
        <Box component="section" aria-label={t('lists:out_of_use')} sx={{ mt: 3 }}>
          <Typography variant="h2" sx={{ mb: 1 }}>
            {t('lists:out_of_use')}
          </Typography>
          <Table size="small">
            <TableBody>
              {retired.map((row) => (
                <RetiredRow
                  key={row.key}
                  row={row}
                  onRestore={() => setRows(switchRow(rows, row.key, true))}
                />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Form>
  );
}

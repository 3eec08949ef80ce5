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
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Form } from '../../components/form/form.tsx';
import { Restored } from '../../components/form/restored.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Loading } from '../../components/states.tsx';
import { useVault } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { EditedRow, RetiredRow } from './list-editor-row.tsx';
import { changeRow, moveRow, rowProblem, switchRow, type ListRow } from './list-rows.ts';
import { useEditedRows } from './use-edited-rows.ts';

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
  const edited = useEditedRows(props.list, rowsOf(props.items));
  if (!edited) return <Loading lines={8} />;
  return <ListForm list={props.list} edited={edited} />;
}

function ListForm(props: { list: string; edited: NonNullable<ReturnType<typeof useEditedRows>> }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const queries = useQueryClient();
  const { list, edited } = props;
  const { rows, isDirty, change } = edited;
  const save = useMutation(
    vault.lists.edit.mutationOptions({
      onSuccess: (items) => {
        queries.setQueryData(vault.lists.all.queryKey(), (all) => all && { ...all, [list]: items });
        edited.giveUp();
        notify.done(t('lists:saved'));
      },
    }),
  );
  const used = rows.filter((row) => row.active);
  const retired = rows.filter((row) => !row.active);
  const wrong = used.some((row) => rowProblem(rows, row) !== null);
  const submit = () => {
    if (wrong || !isDirty) return;
    save.mutate({
      list,
      items: used.map(({ code, labelZh, labelEn }) => ({
        ...(code === undefined ? {} : { code }),
        labelZh: labelZh.trim(),
        labelEn: labelEn.trim(),
      })),
    });
  };
  const add = () => {
    const isTaken = (number: number) => rows.some((row) => row.key === `new-${number}`);
    let number = 0;
    while (isTaken(number)) number += 1;
    change([...used, { key: `new-${number}`, labelZh: '', labelEn: '', active: true }, ...retired]);
  };
  return (
    <Form saves label={t(`lists:name.${list}`)} onSubmit={submit}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography variant="h1" component="h2" sx={{ flex: 1 }}>
          {t(`lists:name.${list}`)}
        </Typography>
        <Button disabled={!isDirty} onClick={edited.giveUp}>
          {t('lists:revert')}
        </Button>
        <Button type="submit" variant="contained" disabled={!isDirty || wrong} loading={save.isPending}>
          {t('lists:save')}
        </Button>
      </Box>
      {edited.isRestored && (
        <Box sx={{ mb: 1 }}>
          <Restored onDiscard={edited.giveUp} />
        </Box>
      )}
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
              onChange={(words) => change(changeRow(rows, row.key, words))}
              onMove={(by) => change(moveRow(rows, row.key, by))}
              onRetire={() => change(switchRow(rows, row.key, false))}
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
                  onRestore={() => change(switchRow(rows, row.key, true))}
                />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Form>
  );
}

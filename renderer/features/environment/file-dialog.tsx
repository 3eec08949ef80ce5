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
import type { DayOrder } from '../../../db/domain/environment/dates.ts';
import type { Mapping } from '../../../db/domain/environment/logger.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { FieldFrame, FieldGrid } from '../../components/form/field-frame.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { errorText } from '../../lib/errors.ts';
import { useShellClient, useVault, useVaultClient } from '../../lib/vault.ts';
import { wallText, type FilePreview, type RoomDialog } from './climate-types.ts';

interface Chosen {
  readonly token: string;
  readonly preview: FilePreview;
}

/** 导入: a logger's file, its columns, and what would come of it before anything is written. */
export function FileDialog({ room, name, onClose }: RoomDialog) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const client = useVaultClient();
  const shell = useShellClient();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const look = useMutation({
    mutationFn: async (asked: { token: string; mapping: Mapping } | null) => {
      const token = asked?.token ?? (await shell.chooseFile.mutate({ purpose: 'import' }))?.token;
      if (token === undefined) return;
      const mapping = asked?.mapping ?? null;
      setChosen({ token, preview: await client.environment.preview.mutate({ token, room, mapping }) });
    },
  });
  const bring = useMutation(
    vault.environment.bring.mutationOptions({
      onSuccess: ({ count }) => {
        notify.done(t('environment:said.bring', { count }));
        onClose();
      },
    }),
  );
  const mapping = chosen ? wholeMapping(chosen.preview.mapping) : null;
  const found = chosen?.preview.found ?? null;
  const submit = () => {
    if (chosen && mapping && found && !found.isKnown) bring.mutate({ token: chosen.token, room, mapping });
    else look.mutate(null);
  };
  return (
    <FormDialog
      title={t('environment:title_of.file', { room: name })}
      submitLabel={
        found && !found.isKnown
          ? t('environment:do.bring', { count: found.count })
          : t('environment:do.choose')
      }
      enter="submit"
      onSubmit={submit}
      onClose={onClose}
      pending={bring.isPending || look.isPending}
      error={bring.error ?? look.error}
    >
      {!chosen && <Typography>{t('environment:file_text')}</Typography>}
      {chosen && (
        <>
          <Sample preview={chosen.preview} />
          <Columns
            preview={chosen.preview}
            onChange={(change) =>
              look.mutate({ token: chosen.token, mapping: { ...EMPTY, ...mapping, ...change } })
            }
          />
          <Found preview={chosen.preview} />
          <Box>
            <Button onClick={() => look.mutate(null)}>{t('environment:do.choose_other')}</Button>
          </Box>
        </>
      )}
    </FormDialog>
  );
}

const EMPTY: Mapping = { date: 0, time: null, temperature: null, humidity: null, order: null };

/** As it is sent; null while it is not known which column has the date. */
function wholeMapping(mapping: FilePreview['mapping']): Mapping | null {
  return mapping.date === undefined ? null : { ...EMPTY, ...mapping };
}

function Sample({ preview: { fileName, titles, sample, rows } }: { preview: FilePreview }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={fileName}>
      <Typography sx={{ mb: 1 }}>{t('environment:file_rows', { fileName, count: rows })}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            {titles.map((title, index) => (
              <TableCell key={index}>
                {title || t('environment:column_number', { number: index + 1 })}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {sample.map((cells, row) => (
            <TableRow key={row}>
              {cells.map((cell, index) => (
                <TableCell key={index} className="figures">
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

const ASKED = ['date', 'time', 'temperature', 'humidity'] as const;

function Columns(props: { preview: FilePreview; onChange: (change: Partial<Mapping>) => void }) {
  const { t } = useTranslation();
  const { titles, mapping, remembered, problem } = props.preview;
  const columns = titles.map((title, value) => ({
    value,
    label: title || t('environment:column_number', { number: value + 1 }),
  }));
  const isAsked = problem?.code === 'environment.which_day' || mapping.order != null;
  return (
    <>
      {remembered && <Typography sx={{ color: 'text.secondary' }}>{t('environment:remembered')}</Typography>}
      <FieldGrid>
        {ASKED.map((name) => (
          <FieldFrame
            key={name}
            id={`column-${name}`}
            label={t(`environment:map.${name}`)}
            required={name === 'date'}
            group={columns.length <= 5}
          >
            <ChoiceControl
              id={`column-${name}`}
              choices={columns}
              value={mapping[name] ?? null}
              required={name === 'date'}
              onChange={(value) => props.onChange({ [name]: value })}
            />
          </FieldFrame>
        ))}
      </FieldGrid>
      {isAsked && (
        <FieldFrame id="day-order" label={t('environment:which_day')} required group>
          <ChoiceControl<DayOrder>
            id="day-order"
            choices={(['dmy', 'mdy'] as const).map((value) => ({
              value,
              label: t(`environment:order.${value}`),
            }))}
            value={mapping.order ?? null}
            required
            onChange={(order) => props.onChange({ order })}
          />
        </FieldFrame>
      )}
    </>
  );
}

function Found({ preview: { found, problem } }: { preview: FilePreview }) {
  const { t } = useTranslation();
  if (problem)
    return <Alert severity="warning">{errorText(t, new AppError(problem.code, problem.data))}</Alert>;
  if (!found) return null;
  const { count, from, to, unread, twice, marked, known, differing, isKnown } = found;
  if (isKnown) return <Alert severity="warning">{t('errors:environment.known_already')}</Alert>;
  const said = [
    unread.count > 0 && t('environment:found.unread', { count: unread.count, rows: unread.rows.join(' ') }),
    twice > 0 && t('environment:found.twice', { count: twice }),
    marked > 0 && t('environment:found.marked', { count: marked }),
    known > 0 && t('environment:found.known', { count: known }),
    differing > 0 && t('environment:found.differing', { count: differing }),
  ].filter((line) => line !== false);
  return (
    <Alert severity={said.length > 0 ? 'warning' : 'info'}>
      {t('environment:found.count', { count, from: wallText(from), to: wallText(to) })}
      {said.map((line) => (
        <Typography key={line}>{line}</Typography>
      ))}
    </Alert>
  );
}

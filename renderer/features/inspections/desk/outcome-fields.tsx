import { Autocomplete, Box, TextField, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../../db/domain/dates.ts';
import type { Sheet } from '../../../../db/domain/inspection.ts';
import { DateControl } from '../../../components/form/date-input.tsx';
import { matchesChoice } from '../../../lib/pinyin.ts';
import { useWords } from '../../lists/use-words.ts';
import type { LevelProgress, OnShelf, ShownEntry } from '../inspection-types.ts';
import { levelKey, parseLevel } from '../texts.ts';
import { PutRightButtons } from './put-right.tsx';
import { useDesk } from './use-desk.ts';

interface FieldsProps {
  readonly archive: OnShelf;
  readonly sheet: Sheet;
  readonly disabled: boolean;
}

/** Who has it, and until when. */
export function LoanFields({ archive, sheet, disabled }: FieldsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { people } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
      <Box>
        <Label htmlFor="inspection-borrower">{t('inspections:borrower')}</Label>
        <Autocomplete
          freeSolo
          id="inspection-borrower"
          disabled={disabled}
          options={people.map(({ label }) => label)}
          filterOptions={(names, { inputValue }) => names.filter((name) => matchesChoice(name, inputValue))}
          inputValue={typed ?? sheet.borrower ?? ''}
          onInputChange={(_event, name, reason) => {
            if (reason === 'reset') return;
            setTyped(name);
            desk.typed(archive, { borrower: name.trim() === '' ? null : name });
          }}
          onChange={(_event, name) => {
            setTyped(null);
            desk.change(archive, { borrower: name });
          }}
          onBlur={() => {
            setTyped(null);
            void desk.flush();
          }}
          renderInput={(params) => <TextField {...params} autoFocus={sheet.borrower === null && !disabled} />}
        />
      </Box>
      <Box>
        <Label htmlFor="inspection-due">{t('inspections:due_on')}</Label>
        <DateControl
          id="inspection-due"
          disabled={disabled}
          value={sheet.dueOn}
          onChange={(day) => desk.change(archive, { dueOn: day !== null && isDay(day) ? day : null })}
        />
      </Box>
    </Box>
  );
}

/** On which level it was found, and the two ways to put that right. */
export function FoundFields(
  props: FieldsProps & { readonly entry: ShownEntry | null; readonly levels: readonly LevelProgress[] },
) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { archive, sheet, entry, disabled } = props;
  const names = useMemo(() => props.levels.map(levelKey), [props.levels]);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (sheet.foundAt ? levelKey(sheet.foundAt) : '');
  const tell = (text: string) => {
    const foundAt = parseLevel(text);
    if (foundAt) desk.change(archive, { foundAt });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <Label htmlFor="inspection-found">{t('inspections:found_level')}</Label>
        <Autocomplete
          freeSolo
          autoHighlight
          id="inspection-found"
          disabled={disabled}
          options={names}
          filterOptions={(all, { inputValue }) =>
            all.filter((name) => matchesChoice(name, inputValue)).slice(0, 50)
          }
          inputValue={shown}
          onInputChange={(_event, text, reason) => {
            if (reason === 'reset') return;
            setTyped(text);
          }}
          onChange={(_event, name) => {
            setTyped(null);
            tell(name ?? '');
          }}
          onBlur={() => {
            if (typed !== null) tell(typed);
            setTyped(null);
          }}
          renderInput={(params) => (
            <TextField
              {...params}
              autoFocus={sheet.foundAt === null && !disabled}
              placeholder={t('inspections:found_level_hint')}
            />
          )}
        />
      </Box>
      {entry && !disabled && <PutRightButtons looked={{ archive, entry }} />}
    </Box>
  );
}

function Label(props: { htmlFor: string; children: string }) {
  return (
    <Typography component="label" htmlFor={props.htmlFor} variant="caption" sx={{ color: 'text.secondary' }}>
      {props.children}
    </Typography>
  );
}

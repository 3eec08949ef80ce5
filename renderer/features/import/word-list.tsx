import {
  Alert,
  Box,
  Button,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closedValues } from '../../../db/domain/import-words.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { labelId } from '../../components/form/field-frame.tsx';
import { errorText } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useCan } from '../../lib/session.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { addToLists, canBeAdded } from './added-words.ts';
import type { KnownWord, PlanWord } from './import-types.ts';

/** Stands for the note. */
const NOTE = '';
/** Stands for the word itself, once it is in its list; no code of a list has a sign. */
const ADDED = '+';

const keyOf = ({ field, category, word }: PlanWord) => JSON.stringify([field, category, word]);

/**
 * Words that are in no list, and what each is to mean: chosen here once, and remembered for the next file. Who may change
 * the lists can add them there, which is an act of its own before the file is read again.
 */
export function WordList(props: {
  words: readonly PlanWord[];
  disabled: boolean;
  onApply: (words: readonly KnownWord[]) => void;
}) {
  const { t } = useTranslation();
  const { words, onApply } = props;
  const client = useVaultClient();
  const mayAdd = useCan('lists.edit');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const codeOf = (word: PlanWord) => chosen[keyOf(word)] ?? word.meant ?? NOTE;
  const isChanged = words.some((word) => codeOf(word) !== (word.meant ?? NOTE));
  const apply = useMutation({
    mutationFn: () =>
      addToLists(
        client,
        words.filter((word) => codeOf(word) === ADDED),
      ),
    onSuccess: (added) =>
      onApply(
        words.map((word): KnownWord => {
          const code = codeOf(word) === ADDED ? added(word) : codeOf(word);
          return { field: word.field, category: word.category, word: word.word, code: code || null };
        }),
      ),
  });
  const disabled = props.disabled || apply.isPending;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 1.5, py: 1, flexWrap: 'wrap' }}>
        <Typography sx={{ flex: '1 1 320px' }}>
          {t(mayAdd ? 'import:words.text_may_add' : 'import:words.text')}
        </Typography>
        <Button variant="outlined" disabled={disabled || !isChanged} onClick={() => apply.mutate()}>
          {t('import:words.apply')}
        </Button>
      </Box>
      {apply.error && <Alert severity="error">{errorText(t, apply.error)}</Alert>}
      <TableContainer sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
        <Table size="small" stickyHeader aria-label={t('import:words.title')}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: 200 }}>{t('import:words.field')}</TableCell>
              <TableCell>{t('import:words.word')}</TableCell>
              <TableCell align="right" sx={{ width: 96 }}>
                {t('import:words.rows')}
              </TableCell>
              <TableCell sx={{ width: 320 }}>{t('import:words.meaning')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {words.map((word) => (
              <WordRow
                key={keyOf(word)}
                word={word}
                code={codeOf(word)}
                mayAdd={mayAdd && canBeAdded(word)}
                disabled={disabled}
                onCode={(code) => setChosen((before) => ({ ...before, [keyOf(word)]: code }))}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Box>
  );
}

function WordRow(props: {
  word: PlanWord;
  code: string;
  mayAdd: boolean;
  disabled: boolean;
  onCode: (code: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { word, code, disabled, onCode } = props;
  const { field, category } = word;
  const closed = closedValues(field)?.words;
  const label = (choice: PlanWord['choices'][number]) =>
    closed
      ? t(`${closed}.${choice.code}`)
      : ((i18n.language === 'en' ? choice.en : choice.zh) ?? choice.code);
  const kind = category === null || closed ? '' : t(`common:category.${category}`);
  return (
    <TableRow>
      <TableCell sx={{ color: 'text.secondary' }}>
        {kind === ''
          ? t(`import:field.${field}`)
          : t('import:words.field_of', { field: t(`import:field.${field}`), kind })}
      </TableCell>
      <TableCell component="th" scope="row" id={labelId(id)}>
        {word.word}
      </TableCell>
      <TableCell align="right" className="figures">
        {formatCount(word.rows, i18n.language)}
      </TableCell>
      <TableCell>
        <ChoiceControl
          id={id}
          look="search"
          required
          disabled={disabled}
          value={code}
          choices={[
            { value: NOTE, label: t(field === 'category' ? 'import:words.refuse' : 'import:words.note') },
            ...(props.mayAdd ? [{ value: ADDED, label: t('import:words.add') }] : []),
            ...word.choices.map((choice) => ({ value: choice.code, label: label(choice) })),
          ]}
          onChange={(value) => onCode(value ?? NOTE)}
        />
      </TableCell>
    </TableRow>
  );
}

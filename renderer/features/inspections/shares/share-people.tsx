import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../lib/format.ts';
import { useZone } from '../../../lib/use-today.ts';
import { KeyHint } from '../desk/outcome-buttons.tsx';
import type { Inspection, LevelProgress, Share } from '../inspection-types.ts';
import { lastText } from '../inspectors.tsx';
import { progressOf } from './places.ts';

export interface Person {
  readonly id: number;
  readonly name: string;
}

interface SharePeopleProps {
  readonly people: readonly Person[];
  readonly shares: readonly Share[];
  readonly levels: readonly LevelProgress[];
  readonly inspectors: Inspection['inspectors'];
  /** Who could review it still. */
  readonly reviewers: readonly Person[];
  readonly disabled: boolean;
  readonly onGive: (personId: number) => void;
}

/** Up to nine have a key of their own. */
export const keyOfPerson = (index: number): string | null => (index < 9 ? String(index + 1) : null);

/** To whom something can be given, each with their key, how much they have, how far they are and where. */
export function SharePeople(props: SharePeopleProps) {
  const { t } = useTranslation();
  return (
    <Box component="section" aria-label={t('inspections:share.people')} sx={list}>
      {props.people.map((person, index) => (
        <PersonLine key={person.id} {...props} person={person} keyText={keyOfPerson(index)} />
      ))}
    </Box>
  );
}

const list = { display: 'grid', gap: 1, alignContent: 'start', maxHeight: 420, overflowY: 'auto' };

function PersonLine(props: SharePeopleProps & { person: Person; keyText: string | null }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const { person, keyText } = props;
  const own = props.shares.filter(({ personId }) => personId === person.id);
  const { count, inspected } = progressOf(own, props.levels);
  const figure = (value: number) => formatCount(value, i18n.language);
  const where = props.inspectors.find(({ personId }) => personId === person.id);
  const reviews = props.reviewers.some(({ id }) => id === person.id);
  return (
    <Box>
      <Button
        variant="outlined"
        fullWidth
        disabled={props.disabled}
        aria-keyshortcuts={keyText ?? undefined}
        onClick={() => props.onGive(person.id)}
        sx={{ justifyContent: 'flex-start', gap: 0.75 }}
      >
        {keyText && <KeyHint>{keyText}</KeyHint>}
        {t('inspections:share.to', { name: person.name })}
      </Button>
      <Typography variant="caption" className="figures" component="p" sx={note}>
        {own.length === 0
          ? t('inspections:share.has_none')
          : t('inspections:share.has', { count, formatted: figure(count), done: figure(inspected) })}
      </Typography>
      {where && (
        <Typography variant="caption" className="figures" component="p" noWrap sx={note}>
          {lastText(t, zone, where)}
        </Typography>
      )}
      {reviews && (
        <Typography variant="caption" component="p" sx={note}>
          {t(props.reviewers.length === 1 ? 'inspections:share.only_reviewer' : 'inspections:share.reviewer')}
        </Typography>
      )}
    </Box>
  );
}

const note = { m: 0, pl: 0.5, color: 'text.secondary' };

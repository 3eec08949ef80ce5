import AlreadyIcon from '@mui/icons-material/History';
import BadIcon from '@mui/icons-material/ErrorOutlineOutlined';
import ElsewhereIcon from '@mui/icons-material/WrongLocationOutlined';
import OkIcon from '@mui/icons-material/CheckCircleOutlined';
import ScannerIcon from '@mui/icons-material/BarcodeReader';
import SoundIcon from '@mui/icons-material/VolumeUpOutlined';
import SilentIcon from '@mui/icons-material/VolumeOffOutlined';
import { Box, Typography } from '@mui/material';
import type { TFunction } from 'i18next';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../../db/domain/text/shelf-text.ts';
import { RowButton } from '../../../components/row-button.tsx';
import { errorText } from '../../../lib/errors.ts';
import { useZone } from '../../../lib/use-today.ts';
import type { Looked } from '../inspection-types.ts';
import { outcomeText, seenText } from '../texts.ts';
import type { Answer } from './desk-state.ts';
import { PutRightButtons } from './put-right.tsx';
import { isSoundOn, setSound, useDeskState } from './use-desk.ts';

interface Said {
  readonly Icon: ComponentType;
  readonly color: string;
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
}

/** The answer to the last scan, to be read from a step away, and heard. */
export function ScanLine() {
  const { t } = useTranslation();
  const zone = useZone();
  const answer = useDeskState((state) => state.answer);
  const answered = useDeskState((state) => state.answered);
  const { Icon, color, title, text, actions } = said(t, zone, answer);
  // What to do about it is read to the end.
  const isLong = answer?.kind === 'refused' || answer?.kind === 'nothing_back';
  return (
    <Box sx={{ ...line, borderLeftColor: color }}>
      <Box sx={{ color, display: 'flex', flex: 'none', '& svg': { fontSize: 32 } }} aria-hidden>
        <Icon />
      </Box>
      <Box component="output" aria-live="assertive" sx={{ flex: 1, minWidth: 0 }}>
        <Box key={answered}>
          <Typography variant="h1" component="p" noWrap title={title}>
            {title}
          </Typography>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 28 }}>
            <Typography
              className="figures"
              noWrap
              title={text}
              sx={{ flex: 1, color: 'text.secondary', ...(isLong && clamped) }}
            >
              {text}
            </Typography>
            {actions}
          </Box>
        </Box>
      </Box>
      <SoundSwitch />
    </Box>
  );
}

const line = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  px: 2,
  py: 1,
  minHeight: 76,
  borderBottom: '1px solid',
  borderLeft: '4px solid',
  borderBottomColor: 'divider',
  backgroundColor: 'background.paper',
};
const clamped = {
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
  whiteSpace: 'normal',
} as const;

function said(t: TFunction, zone: string, answer: Answer | null): Said {
  if (!answer)
    return {
      Icon: ScannerIcon,
      color: 'text.secondary',
      title: t('inspections:answer.ready'),
      text: t('inspections:answer.ready_text'),
    };
  switch (answer.kind) {
    case 'seen':
      return seenSaid(t, answer.looked, answer.cameBack);
    case 'already':
      return {
        ...named(answer.looked),
        Icon: AlreadyIcon,
        color: 'info.main',
        title: seenText(t, zone, answer.looked.entry),
        text: t('inspections:answer.already', wordsOf(t, answer.looked)),
        actions: <PutRightButtons looked={answer.looked} />,
      };
    case 'corrected':
      return {
        ...named(answer.looked),
        Icon: OkIcon,
        color: 'success.main',
        text: t(`inspections:answer.${howNoted(answer)}`, wordsOf(t, answer.looked)),
      };
    case 'level':
      return {
        Icon: OkIcon,
        color: 'success.main',
        title: t('inspections:answer.level', { count: answer.count }),
        text: t('inspections:answer.level_text'),
      };
    case 'nothing_back':
      return {
        Icon: BadIcon,
        color: 'text.secondary',
        title: t('inspections:answer.nothing_back'),
        text: t('inspections:answer.nothing_back_text'),
      };
    case 'refused':
      return {
        Icon: BadIcon,
        color: 'error.main',
        title: t('inspections:answer.refused'),
        text: errorText(t, answer.error),
      };
  }
}

function howNoted({ looked, takenBack }: Extract<Answer, { kind: 'corrected' }>) {
  if (takenBack) return 'taken_back';
  return looked.entry.no === 1 ? 'noted' : 'corrected';
}

function seenSaid(t: TFunction, looked: Looked, cameBack: boolean): Said {
  const { entry, sharing } = looked;
  if (entry.sheet.outcome === 'misplaced')
    return {
      Icon: ElsewhereIcon,
      color: 'warning.main',
      title: t('inspections:answer.elsewhere', named(looked)),
      text: t('inspections:answer.elsewhere_text', wordsOf(t, looked)),
      actions: <PutRightButtons looked={looked} />,
    };
  const words = wordsOf(t, looked);
  const text = t(cameBack ? 'inspections:answer.came_back' : 'inspections:answer.seen', words);
  const shares =
    sharing.length > 0
      ? t('inspections:answer.sharing', { others: sharing.join(t('common:list_comma')) })
      : '';
  return { ...named(looked), Icon: OkIcon, color: 'success.main', text: text + shares };
}

const named = ({ archive }: Looked) => ({ title: archive.name, name: archive.name });

function wordsOf(t: TFunction, { archive, entry }: Looked) {
  const { archiveNo, name, shelf } = archive;
  return {
    archiveNo,
    name,
    place: shelf ? shelfText(shelf) : t('inspections:unplaced'),
    outcome: outcomeText(t, entry.sheet),
    number: entry.no,
  };
}

function SoundSwitch() {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(isSoundOn);
  return (
    <RowButton
      label={t(isOn ? 'inspections:sound.off' : 'inspections:sound.on')}
      onClick={() => {
        setSound(!isOn);
        setOn(!isOn);
      }}
    >
      {isOn ? <SoundIcon /> : <SilentIcon />}
    </RowButton>
  );
}

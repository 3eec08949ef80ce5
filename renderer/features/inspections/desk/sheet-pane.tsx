import CloseIcon from '@mui/icons-material/Close';
import { Alert, Box, Typography } from '@mui/material';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BLANK_SHEET, isSeen, sheetRefusal, type Level } from '../../../../db/domain/inspection.ts';
import { shelfText } from '../../../../db/domain/text/shelf-text.ts';
import { RowButton } from '../../../components/row-button.tsx';
import { SecrecyMark } from '../../../components/state-mark.tsx';
import { useShortcut } from '../../../lib/shortcuts.ts';
import { useZone } from '../../../lib/use-today.ts';
import type { LevelProgress, OnShelf } from '../inspection-types.ts';
import { seenText } from '../texts.ts';
import { Conflict } from './conflict.tsx';
import { Earlier } from './earlier.tsx';
import { FindingRows } from './finding-rows.tsx';
import { FoundFields, LoanFields } from './outcome-fields.tsx';
import { OutcomeButtons } from './outcome-buttons.tsx';
import { SheetText } from './sheet-text.tsx';
import { useDesk, useDeskState } from './use-desk.ts';
import { NOTE_FIELD } from './use-desk-keys.ts';
import { useOpenSheet } from './use-desk-queries.ts';

interface SheetPaneProps {
  readonly inspectionId: number;
  readonly archive: OnShelf;
  readonly at: Level | null;
  readonly levels: readonly LevelProgress[];
  readonly mayInspect: boolean;
}

const MOST_NOTE = 300;

/** The condition sheet of the archive in hand; what is changed on it is written by itself. */
export function SheetPane(props: SheetPaneProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const { inspectionId, archive, mayInspect } = props;
  const desk = useDesk();
  const { data } = useOpenSheet(inspectionId, archive.id);
  useEffect(() => {
    if (data?.entry) desk.tell({ type: 'read', entries: [[archive.id, data.entry]] });
  }, [desk, data, archive.id]);
  const entry = useDeskState((state) => state.entries.get(archive.id)) ?? data?.entry ?? null;
  const draft = useDeskState((state) => state.drafts.get(archive.id));
  const sheet = draft?.sheet ?? entry?.sheet ?? null;
  const isHere = !sheet || isSeen(sheet);
  useShortcut('escape', () => desk.tell({ type: 'put_down' }));
  return (
    <Box
      component="article"
      aria-label={archive.name}
      sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}
    >
      <SheetHead archive={archive} />
      {draft?.other && <Conflict archive={archive} other={draft.other} />}
      <OutcomeButtons archive={archive} sheet={sheet} at={props.at} disabled={!mayInspect} />
      {sheet?.outcome === 'on_loan' && <LoanFields archive={archive} sheet={sheet} disabled={!mayInspect} />}
      {sheet?.outcome === 'misplaced' && (
        <FoundFields
          archive={archive}
          sheet={sheet}
          entry={draft ? null : entry}
          levels={props.levels}
          disabled={!mayInspect}
        />
      )}
      <FindingRows archive={archive} sheet={sheet ?? BLANK_SHEET} disabled={!mayInspect || !isHere} />
      <SheetText
        id={NOTE_FIELD}
        label={t('inspections:note')}
        value={sheet?.note ?? ''}
        maxLength={MOST_NOTE}
        lines={2}
        disabled={!mayInspect}
        onChange={(note) => desk.typed(archive, { note: note.trim() === '' ? null : note })}
        onLeave={() => void desk.flush()}
      />
      <Saved
        sheetLacks={draft ? sheetRefusal(draft.sheet) : null}
        isRest={Boolean(draft)}
        said={entry ? seenText(t, zone, entry) : null}
      />
      <Earlier earlier={data?.earlier} never={data?.never ?? false} />
    </Box>
  );
}

function SheetHead({ archive }: { archive: OnShelf }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const sharing = useDeskState((state) => state.sharing);
  const { name, archiveNo, shelf, secrecy } = archive;
  return (
    <Box component="header">
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
        <Typography variant="h1" component="h2" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <RowButton label={t('common:close')} onClick={() => desk.tell({ type: 'put_down' })}>
          <CloseIcon />
        </RowButton>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1.5, flexWrap: 'wrap' }}>
        <Typography className="figures" sx={{ color: 'text.secondary' }}>
          {archiveNo}
        </Typography>
        <Typography className="figures">{shelf ? shelfText(shelf) : t('inspections:unplaced')}</Typography>
        <SecrecyMark secrecy={secrecy} hideNormal />
      </Box>
      {sharing.length > 0 && (
        <Alert severity="warning" sx={{ mt: 1, py: 0 }}>
          {t('inspections:sharing', { others: sharing.join(t('common:list_comma')) })}
        </Alert>
      )}
    </Box>
  );
}

/** Whether what is on the sheet is written, and what it lacks. */
function Saved(props: { sheetLacks: string | null; isRest: boolean; said: string | null }) {
  const { t } = useTranslation();
  const { sheetLacks, isRest, said } = props;
  const text = sheetLacks
    ? t('inspections:saved.lacks', { why: t(`errors:${sheetLacks}`) })
    : isRest
      ? t('inspections:saved.soon')
      : (said ?? t('inspections:saved.nothing'));
  return (
    <Typography
      variant="caption"
      component="p"
      className={sheetLacks ? undefined : 'figures'}
      sx={{ color: sheetLacks ? 'warning.main' : 'text.secondary' }}
    >
      {text}
    </Typography>
  );
}

import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../components/dialogs.tsx';
import { Empty, QueryView } from '../../../components/states.tsx';
import { errorText } from '../../../lib/errors.ts';
import { formatCount } from '../../../lib/format.ts';
import { useVault } from '../../../lib/vault.ts';
import { shownNodes, treeOf } from '../desk/level-tree.ts';
import { KeyHint } from '../desk/outcome-buttons.tsx';
import { useLevels } from '../desk/use-desk-queries.ts';
import type { Inspection, Levels } from '../inspection-types.ts';
import { sharesText } from '../texts.ts';
import { leftOver, placesOf, sharesIn } from './places.ts';
import { SharePeople, type Person } from './share-people.tsx';
import { ShareTree } from './share-tree.tsx';
import { useChosen } from './use-chosen.ts';
import { useSharing, type Sharing } from './use-sharing.ts';

interface SharesDialogProps {
  readonly inspection: Inspection;
  readonly onClose: () => void;
}

/** 分工: parts of the shelves on the left, people on the right; arrows choose, a digit gives, Delete takes back. */
export function SharesDialog({ inspection, onClose }: SharesDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  const vault = useVault();
  const levels = useLevels(inspection.id);
  const people = useQuery(vault.inspections.people.queryOptions());
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="md" fullWidth>
      <DialogTitle id={title}>{t('inspections:share.title')}</DialogTitle>
      <QueryView query={levels} lines={10}>
        {(known) => (
          <QueryView query={people} lines={10}>
            {(persons) =>
              known.levels.length === 0 ? (
                <NoLevels onClose={onClose} />
              ) : (
                <Shares inspection={inspection} levels={known} people={persons} onClose={onClose} />
              )
            }
          </QueryView>
        )}
      </QueryView>
    </Dialog>
  );
}

function NoLevels({ onClose }: Pick<SharesDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  return (
    <>
      <DialogContent>
        <Empty title={t('inspections:share.no_levels')}>{t('inspections:share.no_levels_text')}</Empty>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </DialogActions>
    </>
  );
}

function Shares(props: SharesDialogProps & { levels: Levels; people: readonly Person[] }) {
  const { t } = useTranslation();
  const { inspection, people, levels } = props;
  const { shares, reviewers, inspectors } = inspection;
  const nodes = useMemo(() => treeOf(levels.levels), [levels.levels]);
  // A department shares out by rooms and cabinets: levels are there once they are asked for.
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(nodes.filter(({ depth }) => depth === 2).map(({ key }) => key)),
  );
  const shown = useMemo(() => shownNodes(nodes, closed), [nodes, closed]);
  const chosen = useChosen(shown);
  const sharing = useSharing(inspection);
  const places = placesOf(nodes, chosen.keys);
  const given = sharesIn(
    shares,
    nodes.filter(({ key }) => chosen.keys.has(key)),
  );
  const takeBack = () => sharing.takeBack(given);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || sharing.asked) return;
    const person = people[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && person) sharing.give(person.id, places);
    else if (event.key === 'Delete' || event.key === 'Backspace') takeBack();
    else if (event.key.toLowerCase() === 'z') sharing.undo();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }} onKeyDown={onKeyDown}>
        <Typography sx={{ color: 'text.secondary' }}>{t('inspections:share.text')}</Typography>
        {reviewers.length === 0 && <Alert severity="warning">{t('inspections:no_reviewer')}</Alert>}
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 260px', gap: 2 }}>
          <ShareTree
            nodes={shown}
            shares={shares}
            closed={closed}
            chosen={chosen}
            onToggle={(key) => setClosed(toggled(closed, key))}
          />
          <SharePeople
            people={people}
            shares={shares}
            levels={levels.levels}
            inspectors={inspectors}
            reviewers={reviewers}
            disabled={sharing.pending}
            onGive={(personId) => sharing.give(personId, places)}
          />
        </Box>
        <Left inspection={inspection} levels={levels} />
        {sharing.error != null && <Alert severity="error">{errorText(t, sharing.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <SaidLast sharing={sharing} people={people} />
        <Button onClick={takeBack} disabled={sharing.pending || given.length === 0}>
          {t('inspections:share.take_back')}
          <KeyHint>{DELETE_KEY}</KeyHint>
        </Button>
        <Button variant="contained" onClick={props.onClose}>
          {t('inspections:share.finish')}
        </Button>
      </DialogActions>
      <ConfirmDialog
        open={sharing.asked !== null}
        danger
        title={t('inspections:share.last_title', { name: nameIn(people, sharing.asked?.personId) })}
        confirmLabel={t('inspections:share.last_do')}
        onConfirm={sharing.insist}
        onClose={sharing.letBe}
      >
        {t('inspections:share.last_text', { name: nameIn(people, sharing.asked?.personId) })}
      </ConfirmDialog>
    </>
  );
}

const DELETE_KEY = 'Del';

const nameIn = (people: readonly Person[], personId: number | undefined): string =>
  people.find(({ id }) => id === personId)?.name ?? '';

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** What nobody looks after, and what cannot be given. */
function Left({ inspection, levels }: { inspection: Inspection; levels: Levels }) {
  const { t, i18n } = useTranslation();
  const left = leftOver(inspection.shares, levels.levels);
  const open = left.count - left.inspected;
  const unplaced = levels.unplaced.count;
  const counted = (count: number) => ({ count, formatted: formatCount(count, i18n.language) });
  return (
    <Typography variant="caption" className="figures" sx={{ color: 'text.secondary', whiteSpace: 'normal' }}>
      {t(open === 0 ? 'inspections:share.all_given' : 'inspections:share.left', counted(open))}
      {unplaced > 0 && t('inspections:share.unplaced', counted(unplaced))}
    </Typography>
  );
}

/** What was done last, and the way back. */
function SaidLast({ sharing, people }: { sharing: Sharing; people: readonly Person[] }) {
  const { t } = useTranslation();
  const { said } = sharing;
  const text = !said
    ? ''
    : said.kind === 'has_it'
      ? t('inspections:share.said_has_it', { name: nameIn(people, said.personId) })
      : said.change
          .map(({ personId, places, given }) =>
            t(given ? 'inspections:share.said_given' : 'inspections:share.said_taken', {
              name: nameIn(people, personId),
              places: sharesText(t, places),
            }),
          )
          .join(t('common:list_comma'));
  const canUndo = said?.kind === 'given' || said?.kind === 'taken';
  return (
    <Box sx={{ flex: 1, minWidth: 0, display: 'flex', alignItems: 'center', gap: 1, pl: 1 }}>
      <Typography component="output" noWrap sx={{ minWidth: 0 }}>
        {text}
      </Typography>
      {canUndo && (
        <Button size="small" onClick={sharing.undo} sx={{ flex: 'none' }}>
          {t('common:undo')}
          <KeyHint>Z</KeyHint>
        </Button>
      )}
    </Box>
  );
}

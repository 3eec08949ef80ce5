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
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../../../db/domain/inspection.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { QueryView } from '../../../components/states.tsx';
import { errorText } from '../../../lib/errors.ts';
import { useVaultClient } from '../../../lib/vault.ts';
import type { LevelPlan, OnShelf } from '../inspection-types.ts';
import { ProgressBar } from '../progress-bar.tsx';
import { levelKey } from '../texts.ts';
import { useDesk, useDeskState } from './use-desk.ts';
import { useLevelPlan } from './use-desk-queries.ts';

interface LevelDialogProps {
  readonly inspectionId: number;
  readonly level: Level;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** 整层确认: what is to be scanned of it first, while the scanner goes on, what is left out, and then one button. */
export function LevelDialog({ inspectionId, level, onClose, onDone }: LevelDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  const desk = useDesk();
  const { inspections } = useVaultClient();
  // What was scanned just now may be one of the sample.
  const answered = useDeskState((state) => state.answered);
  const query = useLevelPlan(inspectionId, level, answered);
  const sample = useSample(query.data);
  const confirm = useMutation({
    mutationFn: () => inspections.confirmLevel.mutate({ level }),
    onSuccess: ({ confirmed }) => {
      desk.tell({ type: 'answered', answer: { kind: 'level', count: confirmed } });
      onDone();
      onClose();
    },
    onError: () => void query.refetch(),
  });
  const ready = query.data?.ready.length ?? 0;
  const left = query.data?.toScan.length ?? 0;
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('inspections:confirm.title', { level: levelKey(level) })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <QueryView query={query} lines={5}>
          {(plan) => (
            <>
              <Sample sample={sample} toScan={plan.toScan} />
              <Apart apart={plan.apart} />
              {plan.ready.length === 0 && (
                <Typography sx={{ color: 'text.secondary' }}>{t('inspections:confirm.nothing')}</Typography>
              )}
            </>
          )}
        </QueryView>
        {confirm.error && <Alert severity="error">{errorText(t, confirm.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={left > 0 || ready === 0}
          loading={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {left > 0
            ? t('inspections:confirm.first', { count: left })
            : t('inspections:confirm.do', { count: ready })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** All that were to be scanned since the window was opened, in the order in which they stand. */
function useSample(plan: LevelPlan | undefined): readonly OnShelf[] {
  const [known, setKnown] = useState<readonly OnShelf[]>([]);
  const added = plan?.toScan.filter(({ id }) => known.every((one) => one.id !== id)) ?? [];
  if (added.length > 0)
    setKnown([...known, ...added].sort((one, other) => positionOf(one) - positionOf(other)));
  return known;
}

const positionOf = ({ shelf }: OnShelf): number => shelf?.position ?? 0;

function Sample({ sample, toScan }: { sample: readonly OnShelf[]; toScan: readonly OnShelf[] }) {
  const { t } = useTranslation();
  if (sample.length === 0) return <Typography>{t('inspections:confirm.sampled')}</Typography>;
  const left = new Set(toScan.map(({ id }) => id));
  const done = sample.length - left.size;
  return (
    <Box component="section" aria-label={t('inspections:confirm.sample')}>
      <Typography sx={{ mb: 1 }}>{t('inspections:confirm.sample_text')}</Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 1, alignItems: 'center', mb: 1 }}>
        <ProgressBar done={done} total={sample.length} label={t('inspections:confirm.sample')} />
        <Typography className="figures">
          {t('inspections:confirm.scanned', { done, all: sample.length })}
        </Typography>
      </Box>
      <Box component="ul" tabIndex={0} sx={list}>
        {sample.map((archive) => (
          <Box component="li" key={archive.id} sx={line}>
            <Typography className="figures" sx={{ width: 32, textAlign: 'right', fontWeight: 500 }}>
              {archive.shelf?.position}
            </Typography>
            <Typography className="figures" sx={{ color: 'text.secondary' }}>
              {archive.archiveNo}
            </Typography>
            <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
              {archive.name}
            </Typography>
            <StateMark
              tone={left.has(archive.id) ? 'waiting' : 'done'}
              label={t(
                left.has(archive.id) ? 'inspections:confirm.to_scan' : 'inspections:confirm.is_scanned',
              )}
            />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Apart({ apart }: Pick<LevelPlan, 'apart'>) {
  const { t } = useTranslation();
  if (apart.length === 0) return null;
  return (
    <Box component="section" aria-label={t('inspections:confirm.apart')}>
      <Typography sx={{ mb: 0.5 }}>{t('inspections:confirm.apart_text', { count: apart.length })}</Typography>
      <Box component="ul" tabIndex={0} sx={list}>
        {apart.map(({ why, ...archive }) => (
          <Box component="li" key={archive.id} sx={line}>
            <Typography className="figures" sx={{ width: 32, textAlign: 'right', fontWeight: 500 }}>
              {archive.shelf?.position}
            </Typography>
            <Typography className="figures" sx={{ color: 'text.secondary' }}>
              {archive.archiveNo}
            </Typography>
            <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
              {archive.name}
            </Typography>
            <Typography variant="caption">{t(`inspections:confirm.why.${why}`)}</Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const list = {
  m: 0,
  p: 0,
  listStyle: 'none',
  maxHeight: 216,
  overflowY: 'auto',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
};
const line = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  px: 1.5,
  height: 32,
  '& + &': { borderTop: '1px solid', borderColor: 'divider' },
};

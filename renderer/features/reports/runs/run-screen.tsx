import CloseIcon from '@mui/icons-material/Close';
import { Alert, Box, Button, IconButton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../../components/flow/words.ts';
import { reportFlow } from '../../../../db/domain/reports/run.ts';
import { FlowLine } from '../../../components/flow/flow-line.tsx';
import { Facts, Section } from '../../../components/page.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { QueryView } from '../../../components/states.tsx';
import { useCan } from '../../../lib/session.tsx';
import { useInstantText } from '../../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../../lib/vault.ts';
import { periodText } from '../../../lib/period-text.ts';
import { useRunCharts } from '../use-report.ts';
import { AmendButton } from './amend-button.tsx';
import { CommentDialog, type CommentPlace } from './comment-dialog.tsx';
import { CopiesPanel } from './copies-panel.tsx';
import { RunActions } from './run-actions.tsx';
import { RunTables } from './run-tables.tsx';
import { isUnderReview, TONES, type Run } from './run-types.ts';
import { Watermark } from './watermark.tsx';

/** One report that was frozen: how it stands, its figures, what was said of them, and its copies. */
export function RunScreen({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const run = useQuery(useVault().reports.get.queryOptions({ id }));
  return (
    <Box component="article" aria-label={run.data?.title} sx={{ position: 'relative', minHeight: '100%' }}>
      <IconButton
        aria-label={t('common:close')}
        onClick={onClose}
        sx={{ position: 'absolute', top: 8, right: 8, zIndex: 2 }}
      >
        <CloseIcon />
      </IconButton>
      {/* What failed leaves room for the cross. */}
      <Box sx={{ pr: run.isError && !run.data ? 5 : 0 }}>
        <QueryView query={run} lines={8}>
          {(found) => <Shown run={found} />}
        </QueryView>
      </Box>
    </Box>
  );
}

function Shown({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { reports } = useVaultClient();
  const key = useVault().reports.open.queryKey({ id: run.id });
  // Who only asked for it has it behind their name, and nothing to take away.
  const isInside = useCan('reports.print');
  const opened = useQuery({
    // A look is logged each time: figures that were amended or compiled anew are another look.
    queryKey: [...key, run.compiledAt],
    queryFn: ({ signal }) => reports.open.query({ id: run.id }, { signal }),
    staleTime: Infinity,
  });
  const charts = useRunCharts(run, opened.data?.figures);
  const [place, setPlace] = useState<CommentPlace | null>(null);
  const mayComment = isInside && isUnderReview(run);
  const mayAmend = useCan('reports.amend') && run.state === 'released' && run.replacedBy === null;
  const isCopied = run.state === 'released' || run.copies.length > 0;
  return (
    <>
      <Header run={run} />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, p: 2, maxWidth: 1112 }}>
        {run.replacedBy !== null && (
          <Alert
            severity="warning"
            action={
              <Button
                color="inherit"
                size="small"
                component={Link}
                to={`/reports/runs/${run.replacedBy}`}
                search
              >
                {t('reports:run.open_new')}
              </Button>
            }
          >
            {t('reports:run.replaced')}
          </Alert>
        )}
        {run.line.length > 0 && (
          <Section title={t('common:flow.label')}>
            <FlowLine flow={reportFlow.name} steps={run.line} />
          </Section>
        )}
        {isInside && isCopied && <CopiesPanel run={run} />}
        {mayComment && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {t('reports:comment.hint')}
          </Typography>
        )}
        <QueryView query={opened} lines={12}>
          {({ figures, mark }) => (
            <Box sx={{ position: 'relative' }}>
              {mayAmend && (
                <Box sx={{ mb: 1.5 }}>
                  <AmendButton id={run.id} figures={figures} />
                </Box>
              )}
              <RunTables
                figures={figures}
                charts={charts}
                comments={run.comments}
                onFigure={mayComment ? setPlace : null}
              />
              {!isInside && <Watermark text={t('reports:run.mark', { ...mark })} />}
            </Box>
          )}
        </QueryView>
      </Box>
      {place && <CommentDialog id={run.id} place={place} onClose={() => setPlace(null)} />}
    </>
  );
}

function Header({ run }: { run: Run }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const reportWord = useFlowWords('reports');
  const by = run.compiledBy ?? t('reports:form.program');
  const asked = [run.department, run.askedBy].filter(Boolean).join('　');
  return (
    <Box component="header" sx={head}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, pr: 5, minHeight: 36 }}>
        <Typography variant="h1">{run.title}</Typography>
        <Typography>{periodText(t, run.period)}</Typography>
        <Typography>{t('reports:form.revision_no', { no: run.revision })}</Typography>
        <StateMark tone={TONES[run.state]} label={reportWord(`state.${run.state}`)} />
        <Box sx={{ flex: 1 }} />
        <RunActions run={run} />
      </Box>
      <Facts
        least={160}
        facts={[
          { label: t('reports:form.as_of'), value: run.asOf },
          { label: t('reports:form.compiled_by'), value: by },
          { label: t('reports:form.compiled_at'), value: instantText(run.compiledAt) },
          ...(asked === '' ? [] : [{ label: t('reports:column.askedBy'), value: asked }]),
        ]}
      />
    </Box>
  );
}

const head = {
  px: 2,
  py: 1.5,
  display: 'grid',
  gap: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.default',
} as const;

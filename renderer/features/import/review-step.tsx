import { Alert, Box, Button, Tab, Tabs, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { CountsRow } from './counts-row.tsx';
import { GroupList } from './group-list.tsx';
import { HiddenRows } from './hidden-rows.tsx';
import type {
  Answers,
  ChosenFile,
  Applied,
  KnownWord,
  Plan,
  PlanRow,
  RowsShown,
  SheetChoice,
} from './import-types.ts';
import { RowList } from './row-list.tsx';
import { chosenSheets } from './sheet-choices.ts';
import { StepButtons } from './step-buttons.tsx';
import { WordList } from './word-list.tsx';

type Tabbed = 'groups' | 'words' | RowsShown;

/** What a plan is made from. */
interface Asked {
  readonly choices: readonly SheetChoice[];
  readonly words: readonly KnownWord[];
}

/** The dry run: what would happen, the questions about duplicates, and what was noticed row by row. */
export function ReviewStep(props: {
  plan: Plan;
  again: Asked & { readonly file: ChosenFile };
  onAgain: (plan: Plan, asked: Asked) => void;
  onBack: () => void;
  onApplied: (applied: Applied) => void;
}) {
  const { t, i18n } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const { plan } = props;
  const { planId } = plan;
  const [answers, setAnswers] = useState<Answers>({ byGroup: {} });
  // Asked again even for answers given before: the rows listed below are those of the preview asked for last.
  const preview = useQuery({
    queryKey: [...vault.import.preview.mutationKey(), planId, answers],
    queryFn: () => client.import.preview.mutate({ planId, answers }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const counts = preview.data ?? plan.counts;
  const tabs: ReadonlyArray<readonly [Tabbed, number]> = [
    ['groups', plan.groups.total],
    ...(plan.words.length > 0 ? ([['words', plan.words.length]] as const) : []),
    ['refused', counts.refused],
    ['skipped', counts.skipped],
    ['warned', counts.warned],
    ['all', counts.total],
  ];
  const [tab, setTab] = useState<Tabbed>(() => tabs.find(([, count]) => count > 0)?.[0] ?? 'all');
  const job = useJob<Applied>('import');
  const run = async () => {
    const done = await job.start((signal) => client.import.run.mutate({ planId, answers }, { signal }));
    if (done) props.onApplied(done);
  };
  const replan = useJob<Plan>('import');
  const planAgain = async (asked: Asked) => {
    const request = {
      token: props.again.file.token,
      sheets: chosenSheets(asked.choices),
      words: [...asked.words],
    };
    const made = await replan.start((signal) => client.import.plan.mutate(request, { signal }));
    if (made) props.onAgain(made, asked);
  };
  const takeIn = ({ sheet, row }: PlanRow) =>
    void planAgain({
      words: props.again.words,
      choices: props.again.choices.map((choice) =>
        choice.sheet.name === sheet ? { ...choice, takeIn: [...choice.takeIn, row] } : choice,
      ),
    });
  const withHidden = (isWanted: boolean) =>
    void planAgain({
      words: props.again.words,
      choices: props.again.choices.map((choice) => ({ ...choice, withHidden: isWanted })),
    });
  const running = job.state === 'running' || replan.state === 'running';
  const changes = counts.added + counts.updated;
  return (
    <Box sx={{ px: 2, display: 'flex', flexDirection: 'column', gap: 2, height: '100%', minHeight: 480 }}>
      <CountsRow counts={counts} aside={plan.aside} />
      <HiddenRows hidden={plan.hidden} disabled={running} onWanted={withHidden} />
      {plan.groups.doubtful > 0 && (
        <Alert severity="info">{t('import:groups.doubtful', { count: plan.groups.doubtful })}</Alert>
      )}
      <Tabs value={tab} onChange={(_event, next: Tabbed) => setTab(next)}>
        {tabs.map(([key, count]) => (
          <Tab
            key={key}
            value={key}
            disabled={count === 0}
            label={t(`import:tab.${key}`, { number: formatCount(count, i18n.language) })}
          />
        ))}
      </Tabs>
      <Box
        sx={{
          flex: 1,
          minHeight: 200,
          border: '1px solid',
          borderColor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        {tab === 'groups' ? (
          <GroupList planId={planId} answers={answers} onAnswers={setAnswers} disabled={running} />
        ) : tab === 'words' ? (
          <WordList
            words={plan.words}
            disabled={running}
            onApply={(words) => void planAgain({ choices: props.again.choices, words })}
          />
        ) : (
          <RowList
            key={tab}
            plan={plan}
            show={tab}
            asOf={preview.dataUpdatedAt}
            onTakeIn={running ? undefined : takeIn}
          />
        )}
      </Box>
      <StepButtons
        onBack={props.onBack}
        head={
          <>
            <JobProgress job={job} label={t('import:running')} onCancel={job.cancel} />
            <JobProgress job={replan} label={t('import:planning')} onCancel={replan.cancel} />
            {replan.state === 'failed' && <Alert severity="error">{errorText(t, replan.error)}</Alert>}
            {job.state === 'cancelled' && <Alert severity="info">{t('import:cancelled')}</Alert>}
            {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
          </>
        }
      >
        <Typography variant="caption" sx={{ alignSelf: 'center', color: 'text.secondary' }}>
          {t('import:all_or_nothing')}
        </Typography>
        <Button
          variant="contained"
          disabled={changes === 0 || replan.state === 'running'}
          loading={job.state === 'running'}
          onClick={() => void run()}
        >
          {changes === 0
            ? t('import:nothing_to_do')
            : t('import:run', { count: changes, number: formatCount(changes, i18n.language) })}
        </Button>
      </StepButtons>
    </Box>
  );
}

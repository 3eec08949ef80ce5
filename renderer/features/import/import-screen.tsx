import { Box, Button, Step, StepLabel, Stepper } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { use, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { DropsContext, useDrops } from '../../lib/dropped.tsx';
import { useUnkept } from '../../lib/unkept.ts';
import { FileStep } from './file-step.tsx';
import type { Applied, ChosenFile, Inspection, KnownWord, Plan, SheetChoice } from './import-types.ts';
import { LayoutStep } from './layout-step.tsx';
import { ResultStep } from './result-step.tsx';
import { ReviewStep } from './review-step.tsx';

type Stage =
  | { readonly step: 'file' }
  | {
      readonly step: 'layout';
      readonly file: ChosenFile;
      readonly inspection: Inspection;
      /** What the person chose before, when they come back from the dry run. */
      readonly choices: readonly SheetChoice[] | null;
    }
  | {
      readonly step: 'review';
      readonly file: ChosenFile;
      readonly inspection: Inspection;
      readonly choices: readonly SheetChoice[];
      readonly plan: Plan;
      /** What the person said that words mean. */
      readonly words: readonly KnownWord[];
    }
  | { readonly step: 'result'; readonly plan: Plan; readonly applied: Applied };

const STEPS = ['file', 'layout', 'review', 'result'] as const;

/** 导入台账: file → sheets and columns → dry run → done. Nothing is written before the last step. */
export function ImportScreen() {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ step: 'file' });
  // A file that is being sorted out is held for a session, and a lock ends it.
  useUnkept(stage.step === 'layout' || stage.step === 'review');
  const { file: dropped } = use(DropsContext);
  // What was dropped while the result of another stood there comes next.
  if (dropped && stage.step === 'result') setStage({ step: 'file' });
  return (
    <Page
      title={t('import:title')}
      actions={
        <Button component={Link} to="/imports" variant="outlined">
          {t('import:record.list')}
        </Button>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <Stepper
          activeStep={stage.step === 'result' ? STEPS.length : STEPS.indexOf(stage.step)}
          sx={{ px: 2, py: 2, maxWidth: 880, flex: 'none' }}
        >
          {STEPS.map((step) => (
            <Step key={step}>
              <StepLabel>{t(`import:step.${step}`)}</StepLabel>
            </Step>
          ))}
        </Stepper>
        <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
          <Current stage={stage} onStage={setStage} />
        </Box>
      </Box>
    </Page>
  );
}

/** A file is being sorted out: another has to wait. */
function Busy(props: { children: ReactNode }) {
  useDrops('busy');
  return props.children;
}

function Current({ stage, onStage }: { stage: Stage; onStage: (stage: Stage) => void }) {
  switch (stage.step) {
    case 'file':
      return (
        <FileStep
          onInspected={(file, inspection) => onStage({ step: 'layout', file, inspection, choices: null })}
        />
      );
    case 'layout':
      return (
        <Busy>
          <LayoutStep
            file={stage.file}
            inspection={stage.inspection}
            choices={stage.choices}
            onBack={() => onStage({ step: 'file' })}
            onPlanned={(plan, inspection, choices) =>
              onStage({ step: 'review', file: stage.file, inspection, choices, plan, words: [] })
            }
          />
        </Busy>
      );
    case 'review':
      return (
        <Busy>
          <ReviewStep
            key={stage.plan.planId}
            plan={stage.plan}
            again={stage}
            onAgain={(plan, { choices, words }) => onStage({ ...stage, plan, choices, words })}
            onBack={() => onStage({ ...stage, step: 'layout' })}
            onApplied={(applied) => onStage({ step: 'result', plan: stage.plan, applied })}
          />
        </Busy>
      );
    default:
      return (
        <ResultStep plan={stage.plan} counts={stage.applied} onAgain={() => onStage({ step: 'file' })} />
      );
  }
}

import { Alert, Box, Button, Checkbox, FormControlLabel, Tab, Tabs } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import type { ChosenFile, Inspection, Plan, Sheet, SheetChoice } from './import-types.ts';
import { chosenSheets } from './sheet-choices.ts';
import { SheetLayout } from './sheet-layout.tsx';
import { StepButtons } from './step-buttons.tsx';

/** What stands to begin with: every sheet that can be read, or the only one, as it was understood. */
function asFound(sheet: Sheet, _index: number, { length }: readonly Sheet[]): SheetChoice {
  const chosen = length === 1 || (sheet.ready && !sheet.hidden);
  return { sheet, chosen, category: sheet.category, columns: sheet.columns, takeIn: [], withHidden: false };
}

/** Sheet, row of titles and columns: found by itself, shown, and put right where it is wrong. */
export function LayoutStep(props: {
  file: ChosenFile;
  inspection: Inspection;
  choices: readonly SheetChoice[] | null;
  onBack: () => void;
  onPlanned: (plan: Plan, inspection: Inspection, choices: readonly SheetChoice[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const client = useVaultClient();
  const { file, inspection } = props;
  const [choices, setChoices] = useState(() => props.choices ?? inspection.sheets.map(asFound));
  const [shown, setShown] = useState(() =>
    Math.max(
      0,
      choices.findIndex((choice) => choice.chosen),
    ),
  );
  const job = useJob<Plan>('import');
  const change = (index: number, to: Partial<SheetChoice>) =>
    setChoices((before) => before.map((choice, at) => (at === index ? { ...choice, ...to } : choice)));

  const moveHeader = useMutation({
    mutationFn: async ({ index, row }: { index: number; row: number }) => {
      const name = choices[index]?.sheet.name ?? '';
      const again = await client.import.inspect.mutate({ token: file.token, headerRows: { [name]: row } });
      const sheet = again.sheets[index];
      if (sheet) change(index, { sheet, category: sheet.category, columns: sheet.columns, chosen: true });
    },
  });
  const chosen = choices.filter((choice) => choice.chosen);
  const wrong = chosen.find((choice) => problemOf(choice) !== null);
  const plan = async () => {
    const sheets = chosenSheets(choices);
    const made = await job.start((signal) =>
      client.import.plan.mutate({ token: file.token, sheets }, { signal }),
    );
    if (made) props.onPlanned(made, inspection, choices);
  };
  const current = choices[shown];
  const problem = wrong && problemOf(wrong);
  return (
    <Box sx={{ px: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Tabs value={shown} onChange={(_event, index: number) => setShown(index)} variant="scrollable">
        {choices.map(({ sheet, chosen: taken }, index) => (
          <Tab
            key={sheet.name}
            value={index}
            label={t(taken ? 'import:sheet.taken' : 'import:sheet.left', {
              name: sheet.name || inspection.fileName,
              rows: formatCount(sheet.rowCount, i18n.language),
            })}
          />
        ))}
      </Tabs>
      {current && (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
          {choices.length > 1 && (
            <FormControlLabel
              control={
                <Checkbox
                  checked={current.chosen}
                  onChange={(_event, take) => change(shown, { chosen: take })}
                />
              }
              label={t('import:sheet.take')}
            />
          )}
          <SheetLayout
            choice={current}
            moving={moveHeader.isPending}
            onHeaderRow={(row) => moveHeader.mutate({ index: shown, row })}
            onCategory={(category) => change(shown, { category })}
            onField={(column, field) =>
              change(shown, {
                chosen: true,
                columns: current.columns.map((one) => (one.index === column ? { ...one, field } : one)),
              })
            }
          />
        </Box>
      )}
      {moveHeader.error && <Alert severity="error">{errorText(t, moveHeader.error)}</Alert>}
      <StepButtons
        onBack={props.onBack}
        head={
          <>
            <JobProgress job={job} label={t('import:planning')} onCancel={job.cancel} />
            {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
            {problem && (
              <Alert severity="warning">
                {t('import:sheet.problem', {
                  name: wrong.sheet.name || inspection.fileName,
                  problem: t(`import:problem.${problem}`),
                })}
              </Alert>
            )}
            {chosen.length === 0 && <Alert severity="warning">{t('import:problem.nothing')}</Alert>}
          </>
        }
      >
        <Button
          variant="contained"
          disabled={chosen.length === 0 || Boolean(wrong)}
          loading={job.state === 'running'}
          onClick={() => void plan()}
        >
          {t('import:plan')}
        </Button>
      </StepButtons>
    </Box>
  );
}

/** What keeps a sheet from being read as it stands; null when nothing does. */
function problemOf({
  sheet,
  columns,
  category,
}: SheetChoice): 'header' | 'rows' | 'name' | 'category' | null {
  const fields = columns.map(({ field }) => field);
  const { headerRow, preview } = sheet;
  if (headerRow === null) return 'header';
  const seesAll = sheet.rowCount <= preview.length;
  if (seesAll && preview.every(({ row }) => row <= headerRow)) return 'rows';
  if (!fields.includes('name')) return 'name';
  return category === null && !fields.includes('category') ? 'category' : null;
}

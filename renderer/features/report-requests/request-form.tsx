import { Alert, Box, Button, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TABLES } from '../../../db/domain/reports/choices.ts';
import type { RequestInput } from '../../../db/domain/reports/request.ts';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { CaseHead, useCaseForm } from '../../components/flow/use-case-form.tsx';
import { useCaseHome } from '../../components/flow/use-case-home.ts';
import { Form } from '../../components/form/form.tsx';
import { Restored } from '../../components/form/restored.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useKeptForm } from '../../components/form/use-kept-form.ts';
import { Page, Section } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { errorText } from '../../lib/errors.ts';
import { useToday } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { ChoiceParts } from '../reports/choices-panel.tsx';
import { reportSearchSchema } from '../reports/search.ts';
import { requestDesk, type ReportRequest } from './request-desk.tsx';
import { RequestInputs } from './request-inputs.tsx';
import {
  keptRequestSchema,
  newRequest,
  REQUEST_DRAFT,
  submittedSchema,
  type RequestValues,
} from './request-values.ts';

/** A new 统计报表申请, or one's own to be mended (rules.md B2). */
export function RequestForm({ opened }: { opened: ReportRequest | null }) {
  const vault = useVault();
  const proposed = useQuery({ ...vault.reportRequests.propose.queryOptions(), enabled: opened === null });
  if (opened) return <OpenForm opened={opened} department={opened.department} />;
  return (
    <QueryView query={proposed} lines={8}>
      {({ department }) => <OpenForm opened={null} department={department} />}
    </QueryView>
  );
}

function OpenForm({ opened, department }: { opened: ReportRequest | null; department: string }) {
  const { t } = useTranslation();
  const today = useToday();
  const navigate = useNavigate();
  const home = useCaseHome('report_requests');
  // What was looked at on the screen of reports, where it began there.
  const search = reportSearchSchema.parse(useSearch({ strict: false }));
  const [initial] = useState<RequestValues>(() =>
    opened ? { ...opened.input, title: opened.input.title ?? '' } : newRequest(search, { today, department }),
  );
  const form = useAppForm<RequestValues, RequestInput>(submittedSchema(today), initial);
  const draft = opened ? String(opened.id) : ['new', search.name].filter(Boolean).join('.');
  const kept = useKeptForm(form, `report_requests.${draft}`, REQUEST_DRAFT);
  const [leaving, setLeaving] = useState(false);
  const leave = (to = home().to, into: true | Record<string, string> = {}) => {
    kept.forget();
    void navigate({ to, search: into });
  };
  const flow = useCaseForm(requestDesk, opened, { version: opened?.version ?? null, leave });
  const submit = () => void form.handleSubmit(flow.save(true))();
  const keep = () => {
    const parsed = keptRequestSchema.safeParse(form.getValues());
    if (parsed.success) flow.save(false)(parsed.data);
    else void form.trigger();
  };
  const { title, submitLabel, pending, error } = flow.page;
  return (
    <Form saves fill label={title} onSubmit={submit}>
      <Page
        title={title}
        actions={
          <>
            <Button onClick={() => (form.formState.isDirty ? setLeaving(true) : leave())}>
              {t('common:cancel')}
            </Button>
            {flow.actions(keep)}
            <Button type="submit" variant="contained" loading={pending} aria-keyshortcuts="Control+S">
              {submitLabel}
            </Button>
          </>
        }
      >
        <Box sx={layout}>
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            {kept.isRestored && <Restored onDiscard={kept.giveUp} />}
            {opened && <CaseHead desk={requestDesk} opened={opened} />}
            {error != null && <Alert severity="error">{errorText(t, error)}</Alert>}
            <Section title={t('report_requests:what_is_asked')}>
              <RequestInputs form={form} />
            </Section>
          </Box>
          <ChoicesAside form={form} />
        </Box>
      </Page>
      {flow.dialog}
      <ConfirmDialog
        open={leaving}
        title={t('customers:leave.title')}
        confirmLabel={t('customers:leave.discard')}
        stayLabel={t('customers:leave.stay')}
        danger
        onConfirm={() => leave()}
        onClose={() => setLeaving(false)}
      >
        {t('customers:leave.text')}
      </ConfirmDialog>
    </Form>
  );
}

/** What the report has in it, as on the screen of reports. */
function ChoicesAside({ form }: { form: RequestFormApi }) {
  const { t } = useTranslation();
  const [name, kept] = form.watch(['name', 'choices']);
  const choices = keptRequestSchema.shape.choices.parse(kept);
  const set = (change: Partial<typeof choices>) =>
    form.setValue('choices', { ...choices, ...change }, { shouldDirty: true, shouldTouch: true });
  const compared = [...(choices.before ? ['before'] : []), ...(choices.lastYear ? ['lastYear'] : [])];
  return (
    <Section title={t('report_requests:field.choices')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <ToggleButtonGroup
          size="small"
          value={compared}
          aria-label={t('reports:compare')}
          onChange={(_event, wanted: string[]) =>
            set({ before: wanted.includes('before'), lastYear: wanted.includes('lastYear') })
          }
        >
          <ToggleButton value="before">{t('reports:compare_before')}</ToggleButton>
          <ToggleButton value="lastYear">{t('reports:compare_last_year')}</ToggleButton>
        </ToggleButtonGroup>
        <ChoiceParts
          key={name}
          choices={choices}
          // Whoever asks may not list reports themselves.
          tables={TABLES[name].map((key) => ({ key, title: t(`reports:table.${key}`) }))}
          onChange={set}
        />
      </Box>
    </Section>
  );
}

export type RequestFormApi = ReturnType<typeof useAppForm<RequestValues, RequestInput>>;

const layout = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 760px) 300px',
  gap: 2,
  p: 2,
  alignItems: 'start',
};

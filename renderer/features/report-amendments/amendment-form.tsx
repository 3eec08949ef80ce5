import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { CaseHead, useCaseForm } from '../../components/flow/use-case-form.tsx';
import { useCaseHome } from '../../components/flow/use-case-home.ts';
import { Form } from '../../components/form/form.tsx';
import { Restored } from '../../components/form/restored.tsx';
import { useKeptForm } from '../../components/form/use-kept-form.ts';
import { Page, Section } from '../../components/page.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { errorText } from '../../lib/errors.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { AMEND_DRAFT } from './amend-values.ts';
import { amendmentDesk, type Amendment } from './amendment-desk.tsx';
import { ItemsEditor, useAmendForm } from './items-editor.tsx';

/** One's own amendment to be mended; a new one begins on the report that it changes. */
export function AmendmentForm({ opened }: { opened: Amendment | null }) {
  const { t } = useTranslation();
  if (opened) return <WithFigures opened={opened} />;
  return <Empty title={t('report_amendments:title')}>{t('report_amendments:empty_text')}</Empty>;
}

function WithFigures({ opened }: { opened: Amendment }) {
  const client = useVaultClient();
  const { id } = opened.report;
  const query = useQuery({
    queryKey: [...useVault().reports.open.pathKey(), 'amended', id],
    queryFn: ({ signal }) => client.reports.open.query({ id }, { signal }),
    // Each look at the figures is logged.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <QueryView query={query} lines={8}>
      {({ figures }) => <OpenForm opened={opened} figures={figures} />}
    </QueryView>
  );
}

function OpenForm({ opened, figures }: { opened: Amendment; figures: ReportFigures }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const home = useCaseHome('report_amendments');
  const form = useAmendForm(opened.input.items);
  const kept = useKeptForm(form, `report_amendments.${opened.id}`, AMEND_DRAFT);
  const leave = (to = home().to, search: true | Record<string, string> = {}) => {
    kept.forget();
    void navigate({ to, search });
  };
  const flow = useCaseForm(amendmentDesk, opened, { version: opened.version, leave });
  const items = form.watch('items');
  const save = (submit: boolean) => () =>
    items.length > 0 && flow.save(submit)({ reportId: opened.report.id, items });
  const { title, submitLabel, pending, error } = flow.page;
  return (
    <Form saves fill label={title} onSubmit={save(true)}>
      <Page
        title={title}
        actions={
          <>
            <Button onClick={() => leave()}>{t('common:cancel')}</Button>
            {flow.actions(save(false))}
            <Button type="submit" variant="contained" loading={pending} aria-keyshortcuts="Control+S">
              {submitLabel}
            </Button>
          </>
        }
      >
        <Box sx={{ p: 2, display: 'grid', gridTemplateColumns: 'minmax(0, 960px)', gap: 2 }}>
          {kept.isRestored && <Restored onDiscard={kept.giveUp} />}
          <CaseHead desk={amendmentDesk} opened={opened} />
          {error != null && <Alert severity="error">{errorText(t, error)}</Alert>}
          {items.length === 0 && <Alert severity="warning">{t('report_amendments:needs_items')}</Alert>}
          <Section
            title={opened.name}
            actions={
              <Button size="small" component={Link} to={`/reports/runs/${opened.report.id}`}>
                {t('report_amendments:open_report')}
              </Button>
            }
          >
            <ItemsEditor form={form} figures={figures} />
          </Section>
        </Box>
      </Page>
      {flow.dialog}
    </Form>
  );
}

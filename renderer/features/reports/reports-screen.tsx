import { Box, Button, List, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useToday } from '../../lib/use-today.ts';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import { BehindDialog, type FigurePlace } from './behind-dialog.tsx';
import { ChoicesPanel } from './choices-panel.tsx';
import { Definitions } from './definitions.tsx';
import { LiveActions } from './live-actions.tsx';
import { ReportBar } from './report-bar.tsx';
import { ReportTabs } from './report-tabs.tsx';
import { ReportView } from './report-view.tsx';
import { askedOf, type Asked, type ReportSearch } from './search.ts';
import { useCharts, useReport } from './use-report.ts';

interface ReportsScreenProps {
  readonly search: ReportSearch;
  readonly onSearch: (change: Partial<ReportSearch>) => void;
}

/** 统计报表: a report at the left, its period above, its tables as they would be printed (rules.md B1). */
export function ReportsScreen({ search, onSearch }: ReportsScreenProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const asked = askedOf(search, useToday());
  const reports = useQuery(vault.reports.list.queryOptions());
  const report = useReport(asked);
  const charts = useCharts(asked, report.query.data);
  const title = reports.data?.find(({ name }) => name === asked.name)?.title ?? '';
  const [choosing, setChoosing] = useState(false);
  const [place, setPlace] = useState<FigurePlace | null>(null);
  return (
    <Page
      title={t('reports:title')}
      actions={<AskRegularly asked={asked} />}
      tabs={<ReportTabs value="live" />}
    >
      <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
        <Box
          component="nav"
          aria-label={t('reports:title')}
          sx={{
            display: { xs: choosing ? 'none' : 'block', xl: 'block' },
            width: 184,
            flex: 'none',
            borderRight: '1px solid',
            borderColor: 'divider',
            overflowY: 'auto',
            py: 1,
          }}
        >
          <QueryView query={reports} lines={5}>
            {(all) => (
              <List dense disablePadding component="div">
                {all.map(({ name, title }) => (
                  <ListItemButton
                    key={name}
                    selected={name === asked.name}
                    aria-current={name === asked.name ? 'page' : undefined}
                    onClick={() => onSearch({ name, choices: undefined })}
                  >
                    <ListItemText primary={title} />
                  </ListItemButton>
                ))}
              </List>
            )}
          </QueryView>
          <Can action="reports.define">
            <Definitions asked={asked} onSearch={onSearch} />
          </Can>
        </Box>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <ReportBar
            asked={asked}
            onSearch={onSearch}
            choosing={choosing}
            onChoose={() => setChoosing(!choosing)}
            actions={<LiveActions asked={asked} title={title} />}
          />
          {/* Another report begins at its top. */}
          <Box key={asked.name} sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 2 }}>
            {asked.choices.tables?.length === 0 ? (
              <Typography sx={{ color: 'text.secondary' }}>{t('reports:no_tables')}</Typography>
            ) : (
              <ReportView report={report} charts={charts} onFigure={setPlace} />
            )}
          </Box>
        </Box>
        {choosing && (
          <ChoicesPanel
            asked={asked}
            tables={reports.data?.find(({ name }) => name === asked.name)?.tables ?? []}
            onChange={(change) => onSearch({ choices: { ...asked.choices, ...change } })}
            onReset={() => onSearch({ choices: undefined })}
            onClose={() => setChoosing(false)}
          >
            {/* Their own place is taken by this panel where both have no room. */}
            <Box sx={{ display: { xl: 'none' }, mx: -2, mt: -1.5 }}>
              <Can action="reports.define">
                <Definitions asked={asked} onSearch={onSearch} />
              </Can>
            </Box>
          </ChoicesPanel>
        )}
      </Box>
      {place && <BehindDialog asked={asked} place={place} onClose={() => setPlace(null)} />}
    </Page>
  );
}

/** 统计报表申请 of what is looked at, with its choices. */
function AskRegularly({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const to: string = '/report_requests/new';
  return (
    <Can action="reports.request">
      <Button onClick={() => void navigate({ to, search: { ...asked } })}>
        {t('report_requests:open_here')}
      </Button>
    </Can>
  );
}

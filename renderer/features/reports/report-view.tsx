import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from '../../components/states.tsx';
import { useLater } from '../../lib/use-later.ts';
import type { FigurePlace } from './behind-dialog.tsx';
import { TableView } from './table-view.tsx';
import type { Pictures, ShownReport } from './use-report.ts';

/** The tables of a report with their notes; while they are computed anew those of before stand there, dimmed. */
export function ReportView({
  report,
  charts,
  onFigure,
}: {
  report: ShownReport;
  charts: Pictures;
  onFigure: (place: FigurePlace) => void;
}) {
  const { t } = useTranslation();
  const { query, cancel } = report;
  const { data, isFetching, isPlaceholderData, error } = query;
  const isLong = useLater(isFetching, 1_000);
  if (error && !isFetching) return <Failed error={error} onRetry={() => void query.refetch()} />;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, maxWidth: 1080 }}>
      {isLong && (
        <Alert
          severity="info"
          icon={false}
          action={
            <Button color="inherit" size="small" onClick={cancel}>
              {t('common:cancel')}
            </Button>
          }
        >
          {t('reports:computing')}
          <LinearProgress aria-label={t('reports:computing')} sx={{ mt: 1 }} />
        </Alert>
      )}
      {data === undefined ? (
        isFetching ? (
          <Loading lines={8} />
        ) : (
          <StoppedNote onRetry={() => void query.refetch()} />
        )
      ) : (
        <Box
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            gap: 2.5,
            opacity: isPlaceholderData ? 0.5 : 1,
          }}
          aria-busy={isPlaceholderData}
        >
          <Box component="header">
            <Typography variant="h2" component="h2">
              {data.title}
            </Typography>
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.5 }}>
              {[...data.asked, t('reports:as_of', { day: data.asOf })].join('　')}
            </Typography>
          </Box>
          {data.tables.map((table) => (
            <TableView
              key={table.key}
              table={table}
              picture={charts(table)}
              onFigure={(row, measure) => onFigure({ table, row, measure })}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}

function StoppedNote({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      severity="info"
      action={
        <Button color="inherit" size="small" onClick={onRetry}>
          {t('reports:compute')}
        </Button>
      }
    >
      {t('reports:stopped')}
    </Alert>
  );
}

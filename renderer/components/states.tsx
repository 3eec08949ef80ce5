import EmptyIcon from '@mui/icons-material/InboxOutlined';
import { Alert, AlertTitle, Box, Button, Skeleton, Typography } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/errors.ts';
import { useLater } from '../lib/use-later.ts';

/** Nothing here yet: says why and offers the next step. */
export function Empty(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', justifyItems: 'center', gap: 1, py: 6, px: 2, textAlign: 'center' }}>
      <EmptyIcon sx={{ fontSize: 32, color: 'text.disabled' }} aria-hidden />
      <Typography variant="h3" component="p">
        {props.title}
      </Typography>
      {props.children && (
        <Typography sx={{ color: 'text.secondary', maxWidth: 440 }}>{props.children}</Typography>
      )}
      {props.action && <Box sx={{ mt: 1 }}>{props.action}</Box>}
    </Box>
  );
}

/** What happened, what is safe, what to do. */
export function Failed(props: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      severity="error"
      sx={{ m: 2 }}
      action={
        props.onRetry && (
          <Button color="inherit" size="small" onClick={props.onRetry}>
            {t('common:retry')}
          </Button>
        )
      }
    >
      <AlertTitle sx={{ fontSize: '0.875rem' }}>{t('common:failed')}</AlertTitle>
      {errorText(t, props.error)}
    </Alert>
  );
}

/** Grey lines in place of what comes, shown only after 300 ms. */
export function Loading(props: { lines?: number }) {
  const { t } = useTranslation();
  const late = useLater(true, 300);
  if (!late) return null;
  return (
    <Box component="output" aria-label={t('common:loading')} sx={{ display: 'grid', gap: 1, p: 2 }}>
      {Array.from({ length: props.lines ?? 4 }, (_value, line) => (
        <Skeleton key={line} variant="rounded" height={20} width={`${90 - ((line * 17) % 40)}%`} />
      ))}
    </Box>
  );
}

/** A query's three states in one: `<QueryView query={q}>{(data) => …}</QueryView>`. */
export function QueryView<T>(props: {
  query: UseQueryResult<T, unknown>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return props.lines === undefined ? <Loading /> : <Loading lines={props.lines} />;
}

import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { useCan } from '../../lib/session.tsx';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import { AuditList } from './audit-list.tsx';
import type { AuditFilters } from './routes.tsx';
import { Verify } from './verify.tsx';

/** The audit log: who did what when, and the proof that nobody has touched the record of it. */
export function AuditScreen(props: { filters: AuditFilters; onFilters: (filters: AuditFilters) => void }) {
  const { t } = useTranslation();
  const mayRead = useCan('audit.read');
  return (
    <Page title={t('audit:title')}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <Verify />
        {mayRead && (
          <>
            <AuditFilterBar {...props} />
            <Box sx={{ flex: 1, minHeight: 240 }}>
              <AuditList filters={props.filters} />
            </Box>
          </>
        )}
      </Box>
    </Page>
  );
}

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Facts, Page, Section } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useShell } from '../../lib/vault.ts';
import { useSession } from '../../lib/session.tsx';

/** Which program this is, on what it runs, and which vault is open. */
export function About() {
  const { t } = useTranslation();
  const shell = useShell();
  const { vault } = useSession();
  const about = useQuery(shell.about.queryOptions());
  return (
    <Page title={t('app:about.title')} padded>
      <Box sx={{ maxWidth: 720, display: 'grid', gap: 2 }}>
        <Typography>{t('app:about.text')}</Typography>
        <Section title={t('app:about.program')}>
          <QueryView query={about} lines={3}>
            {(facts) => (
              <Facts
                facts={[
                  { label: t('app:about.version'), value: <span className="figures">{facts.version}</span> },
                  { label: t('app:about.engine'), value: facts.engine },
                  { label: t('app:about.platform'), value: facts.platform },
                ]}
              />
            )}
          </QueryView>
        </Section>
        <Section title={t('app:about.archive')}>
          <Facts
            facts={[
              { label: t('app:about.company'), value: vault.company },
              { label: t('app:about.fonds'), value: <span className="figures">{vault.fonds}</span> },
            ]}
          />
        </Section>
      </Box>
    </Page>
  );
}

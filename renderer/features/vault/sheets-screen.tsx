import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Facts, Page, Section } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { RenewSheets, type DraftedSheets } from './renew-sheets.tsx';

/** Which set of recovery sheets is in force, until when the one before is needed, and another one; for the administrator. */
export function SheetsScreen() {
  return (
    <ScreenFor action="accounts.manage">
      <Sheets />
    </ScreenFor>
  );
}

function Sheets() {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const notify = useNotify();
  const vault = useVault();
  const query = useQuery(vault.vault.sheets.queryOptions());
  const [draft, setDraft] = useState<DraftedSheets | null>(null);
  const begin = useMutation(
    vault.vault.draftSheets.mutationOptions({ onSuccess: setDraft, onError: notify.failed }),
  );
  // What is not in force is wiped; left lying it is, at the latest, with the session.
  const discard = useMutation(vault.vault.discardSheets.mutationOptions({ onError: notify.failed }));
  const close = () => {
    setDraft(null);
    discard.mutate();
  };
  return (
    <Page title={t('vault:sheets.title')} padded>
      <Box sx={{ maxWidth: 1080, display: 'grid', gap: 2 }}>
        <Typography sx={{ color: 'text.secondary' }}>{t('vault:sheets.text')}</Typography>
        <QueryView query={query} lines={2}>
          {({ set, since, needed, confirmers }) =>
            draft ? (
              <RenewSheets draft={draft} confirmers={confirmers} onClose={close} />
            ) : (
              <Section
                title={t('vault:sheets.title')}
                actions={
                  <Button variant="contained" loading={begin.isPending} onClick={() => begin.mutate()}>
                    {t('vault:sheets.begin')}
                  </Button>
                }
              >
                <Facts
                  facts={[
                    {
                      label: t('vault:sheets.in_force'),
                      value:
                        since === null
                          ? t('vault:sheets.first', { set })
                          : t('vault:sheets.nth', { set, at: instantText(since) }),
                    },
                    ...(since === null
                      ? []
                      : [
                          {
                            label: t('vault:sheets.old'),
                            value: needed
                              ? t('vault:sheets.needed', {
                                  at: instantText(needed.at),
                                  label: needed.label,
                                })
                              : t('vault:sheets.needed_none'),
                          },
                        ]),
                  ]}
                />
              </Section>
            )
          }
        </QueryView>
      </Box>
    </Page>
  );
}

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { useVault } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import { RunPanel } from './run-panel.tsx';
import { StaffLine } from './staff-dialog.tsx';
import { TestList } from './test-list.tsx';
import { TestView } from './test-view.tsx';

interface PropertiesScreenProps {
  /** An earlier test; absent: the last of all. */
  readonly openId: number | undefined;
  readonly onOpen: (id: number | undefined) => void;
}

/** 四性检测: run, what the last one found by the four properties, and those before (rules.md D5). */
export function PropertiesScreen({ openId, onOpen }: PropertiesScreenProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const [printing, setPrinting] = useState<number | null>(null);
  const last = useQuery(vault.properties.list.queryOptions({ scopes: ['all'], limit: 1 }));
  const shown = openId ?? last.data?.rows[0]?.id;
  return (
    <Page
      title={t('properties:title')}
      actions={
        shown !== undefined && (
          <Button startIcon={<PrintIcon />} onClick={() => setPrinting(shown)}>
            {t('properties:print')}
          </Button>
        )
      }
      padded
    >
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 1120 }}>
        <Typography sx={{ color: 'text.secondary' }}>{t('properties:about')}</Typography>
        <RunPanel onTested={() => onOpen(undefined)} />
        <StaffLine />
        <QueryView query={last} lines={8}>
          {() =>
            shown === undefined ? (
              <Empty title={t('properties:none')}>{t('properties:none_text')}</Empty>
            ) : (
              <TestView
                key={shown}
                id={shown}
                isLast={openId === undefined}
                onClose={() => onOpen(undefined)}
              />
            )
          }
        </QueryView>
        <TestList openId={shown} onOpen={onOpen} />
      </Box>
      {printing !== null && <FormPreview form="properties" id={printing} onClose={() => setPrinting(null)} />}
    </Page>
  );
}

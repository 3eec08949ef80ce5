import { Alert, Box, Button, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { CountsRow } from './counts-row.tsx';
import type { ImportRecord } from './import-types.ts';
import { KeptRowList, WrittenList } from './record-lists.tsx';
import { UndoImportDialog } from './undo-dialog.tsx';

/** One import of before: its figures, what was said of its rows, what it wrote, and 撤回. */
export function RecordScreen(props: { id: number }) {
  const { t } = useTranslation();
  const vault = useVault();
  const [undoing, setUndoing] = useState(false);
  const query = useQuery(vault.import.get.queryOptions({ id: props.id }));
  const record = query.data;
  return (
    <Page
      title={record ? record.fileName : t('import:record.one')}
      actions={
        <>
          {record && record.closed === null && (
            <Button variant="outlined" color="warning" onClick={() => setUndoing(true)}>
              {t('import:undo.action')}
            </Button>
          )}
          <Button component={Link} to="/imports" variant="outlined">
            {t('import:record.list')}
          </Button>
        </>
      }
    >
      <QueryView query={query}>{(one) => <Record record={one} />}</QueryView>
      {undoing && record && <UndoImportDialog record={record} onClose={() => setUndoing(false)} />}
    </Page>
  );
}

const TABS = ['added', 'updated', 'refused', 'warned', 'skipped'] as const;
type RecordTab = (typeof TABS)[number];

const countOf = ({ said, wrote }: ImportRecord, tab: RecordTab): number =>
  tab === 'added' || tab === 'updated' ? wrote[tab] : said[tab];

function Record({ record }: { record: ImportRecord }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const [chosen, setChosen] = useState<RecordTab | null>(null);
  const tab = chosen ?? TABS.find((one) => countOf(record, one) > 0) ?? 'added';
  const { sheets, left } = record;
  const made = t('import:record.made', { by: record.by, at: instantText(record.at) });
  const from =
    sheets.length > 0 ? t('import:record.sheets', { sheets: sheets.join(t('common:list_comma')) }) : null;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
      <Box sx={{ px: 2, pt: 2, display: 'grid', gap: 1.5 }}>
        <Box sx={{ color: 'text.secondary' }}>
          {[made, from].filter(Boolean).join(t('import:issue_joint'))}
        </Box>
        <CountsRow counts={record} aside={0} written />
        {record.undone && (
          <Alert severity="info">
            {t('import:undo.was', { by: record.undone.by, at: instantText(record.undone.at) })}
          </Alert>
        )}
        {record.closed === 'too_late' && (
          <Alert severity="info">{t('import:undo.too_late', { day: record.undoUntil })}</Alert>
        )}
        {left > 0 && (
          <Alert severity="info">
            {t('import:record.left', { number: formatCount(left, i18n.language) })}
          </Alert>
        )}
      </Box>
      <Tabs
        value={tab}
        onChange={(_event, next: RecordTab) => setChosen(next)}
        sx={{ px: 1, mt: 1, borderBottom: '1px solid', borderColor: 'divider' }}
      >
        {TABS.map((one) => (
          <Tab
            key={one}
            value={one}
            id={`tab-${one}`}
            aria-controls={`panel-${one}`}
            label={t(`import:record.tab.${one}`, {
              number: formatCount(countOf(record, one), i18n.language),
            })}
          />
        ))}
      </Tabs>
      <Box
        role="tabpanel"
        id={`panel-${tab}`}
        aria-labelledby={`tab-${tab}`}
        sx={{ flex: 1, minHeight: 240 }}
      >
        {tab === 'added' || tab === 'updated' ? (
          <WrittenList key={tab} id={record.id} what={tab} />
        ) : (
          <KeptRowList key={tab} id={record.id} show={tab} namesSheet={sheets.length > 1} />
        )}
      </Box>
    </Box>
  );
}

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListDetail, Page } from '../../components/page.tsx';
import { useCan } from '../../lib/session.tsx';
import { useZone } from '../../lib/use-today.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import { AuditList, type AuditRow } from './audit-list.tsx';
import { AuditRowShow } from './audit-row-show.tsx';
import { askedOf, type AuditAsked, type AuditFilters } from './filters.ts';
import { Verify } from './verify.tsx';

type Kept = Omit<AuditFilters, 'about'>;

/** The audit log: who did what when, and the proof that nobody has touched the record of it. */
export function AuditScreen(props: { kept: Kept; onKept: (kept: Kept) => void }) {
  const { t } = useTranslation();
  const mayRead = useCan('audit.read');
  const mayPrint = useCan('audit.print');
  const zone = useZone();
  const [about, setAbout] = useState('');
  const [isPrinting, setPrinting] = useState(false);
  const { kept, onKept } = props;
  const filters = useMemo<AuditFilters>(() => ({ ...kept, about: about || undefined }), [kept, about]);
  const onFilters = ({ about: typed, ...next }: AuditFilters) => {
    setAbout(typed ?? '');
    onKept(next);
  };
  const asked = useMemo(() => askedOf(zone, filters), [zone, filters]);
  return (
    <Page
      title={t('audit:title')}
      actions={
        mayRead &&
        mayPrint && (
          <Button startIcon={<PrintIcon />} onClick={() => setPrinting(true)}>
            {t('audit:print_list')}
          </Button>
        )
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <Verify />
        {mayRead && (
          <>
            <AuditFilterBar filters={filters} onFilters={onFilters} />
            <Box sx={{ flex: 1, minHeight: 240 }}>
              <Rows asked={asked} />
            </Box>
          </>
        )}
      </Box>
      {isPrinting && (
        <FormPreview form="audit_list" id={0} options={asked} onClose={() => setPrinting(false)} />
      )}
    </Page>
  );
}

/** The list, and beside it the row that is open. */
function Rows({ asked }: { asked: AuditAsked }) {
  const [open, setOpen] = useState<AuditRow | null>(null);
  return (
    <ListDetail
      listWidth={56}
      list={<AuditList asked={asked} openId={open?.seq} onOpen={setOpen} />}
      detail={open && <AuditRowShow row={open} onClose={() => setOpen(null)} />}
    />
  );
}

import CloseIcon from '@mui/icons-material/Close';
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { Completeness } from '../../components/form/completeness.tsx';
import { SecrecyMark, StateMark } from '../../components/state-mark.tsx';
import type { Words } from '../lists/use-words.ts';
import { CustomerActions } from './customer-actions.tsx';
import type { Customer, FullCustomer } from './customer-record.ts';
import { gradeText } from './customer-text.ts';
import { GoneNotice } from './gone-notice.tsx';
import { MainContact } from './main-contact.tsx';
import { StatusMark } from './status-mark.tsx';
import { useUnsaved } from './unsaved.ts';

/** The front of the folder: 档号 on its tab, name, what it is, where it stands, and what one does with it. */
export function CustomerHeader(props: { customer: Customer; words: Words; onClose: () => void }) {
  const { t } = useTranslation();
  const { customer, words } = props;
  const { index } = customer;
  const grade = gradeText(words, index.grade);
  return (
    <Box component="header" sx={{ px: 2, pt: 1.5, pb: 1.5, backgroundColor: 'background.default' }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-end' }}>
        <Box className="figures" sx={folderTab}>
          {index.archiveNo}
        </Box>
        <Box sx={{ flex: 1, ml: 1.5, mb: 0.5 }}>
          <Unsaved id={index.id} />
        </Box>
        <Tooltip title={t('customers:close')}>
          <IconButton aria-label={t('customers:close')} onClick={props.onClose} sx={{ mb: 0.5 }}>
            <CloseIcon />
          </IconButton>
        </Tooltip>
      </Box>
      <Box sx={folder}>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', flexWrap: 'wrap' }}>
          <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
            <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
              {index.name}
            </Typography>
            <Box sx={facts}>
              <span>{t(`common:category.${index.category}`)}</span>
              {index.status && <StatusMark status={index.status} />}
              {grade && <span>{t('customers:grade_is', { grade })}</span>}
              <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
                {t('customers:field.secrecy')} <SecrecyMark secrecy={index.secrecy} />
              </Box>
              {customer.access === 'full' && <Lag lag={customer.filingLag} />}
            </Box>
            {customer.access === 'full' && <MainContact customer={customer} />}
          </Box>
          {customer.access === 'full' && <Standing customer={customer} />}
        </Box>
        <GoneNotice customer={customer} />
        {customer.access === 'full' && <CustomerActions customer={customer} />}
      </Box>
    </Box>
  );
}

/** Beside the tab of the folder: something of it was typed and not saved, and how to go on with it. */
function Unsaved(props: { id: number }) {
  const { t } = useTranslation();
  const unsaved = useUnsaved(props.id);
  if (!unsaved) return null;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      <StateMark tone="due" label={t('customers:unsaved')} />
      {unsaved === 'form' && (
        <Button
          component={Link}
          to={`/customers/${props.id}/edit`}
          search
          size="small"
          sx={{ minHeight: 24, py: 0 }}
        >
          {t('customers:unsaved.go_on')}
        </Button>
      )}
    </Box>
  );
}

/** Where it stands on the shelf and how complete it is. */
function Standing(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const { customer } = props;
  const { shelf } = customer.input;
  return (
    <Box sx={{ flex: '0 1 216px', display: 'grid', gap: 0.75, minWidth: 176 }}>
      <Typography className="figures" sx={{ color: shelf ? 'text.primary' : 'text.secondary' }}>
        {shelf ? shelfText(shelf) : t('customers:shelf.none')}
      </Typography>
      <Completeness
        percent={customer.completeness}
        missing={customer.missing.map((field) => t(`customers:field.${field}`))}
      />
    </Box>
  );
}

/** How long filing took after the first contact (rules.md A1); said only when it was late. */
function Lag(props: { lag: FullCustomer['filingLag'] }) {
  const { t } = useTranslation();
  if (!props.lag?.late) return null;
  return <StateMark tone="due" label={t('customers:filed_late', { days: props.lag.days })} />;
}

const edge = { border: '1px solid', borderColor: 'divider', backgroundColor: 'background.paper' } as const;
const folderTab = {
  ...edge,
  borderBottom: 0,
  borderRadius: '4px 4px 0 0',
  px: 1.5,
  py: 0.5,
  ml: 1.5,
  fontWeight: 500,
  color: 'primary.main',
};
const folder = { ...edge, borderRadius: 1, p: 2, display: 'grid', gap: 1.5 };
const facts = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 2,
  rowGap: 0.5,
  mt: 0.5,
  color: 'text.secondary',
};

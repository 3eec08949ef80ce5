import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import { Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { mainContact } from '../../../db/domain/customer.ts';
import { useCopy } from '../../components/use-copy.ts';
import type { FullCustomer } from './customer-record.ts';

/** Whom to call, and the number: a click copies it. */
export function MainContact(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const { name, phone } = mainContact(props.customer.input);
  if (!name && !phone) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, mt: 0.5 }}>
      {name && (
        <span>
          {t('customers:found.contacts')} <strong>{name}</strong>
        </span>
      )}
      {phone && (
        <Button
          size="small"
          color="inherit"
          className="figures"
          endIcon={<CopyIcon />}
          title={t('customers:copy_phone')}
          aria-label={`${t('customers:copy_phone')} ${phone}`}
          onClick={() => copy(phone)}
          sx={{ minHeight: 24, py: 0, px: 0.5, fontSize: 'inherit' }}
        >
          {phone}
        </Button>
      )}
    </Box>
  );
}

import { Paper, Table, TableBody, TableCell, TableHead, TableRow, TableContainer } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/states.tsx';
import type { FullCustomer } from './customer-record.ts';

/** The people at the customer, in the order that the department gave them. */
export function PeopleTab(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const { contacts } = props.customer.input;
  if (contacts.length === 0) return <Empty title={t('customers:contacts.none')} />;
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table size="small" aria-label={t('customers:field.contacts')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('customers:contact.name')}</TableCell>
            <TableCell>{t('customers:contact.position')}</TableCell>
            <TableCell>{t('customers:contact.mobile')}</TableCell>
            <TableCell>{t('customers:contact.phone')}</TableCell>
            <TableCell>{t('customers:contact.note')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {contacts.map((contact, index) => (
            <TableRow key={contact.id ?? index}>
              <TableCell component="th" scope="row" sx={{ fontWeight: 500 }}>
                {contact.name}
              </TableCell>
              <TableCell>{contact.position}</TableCell>
              <TableCell className="figures">{contact.mobile}</TableCell>
              <TableCell className="figures">{contact.phone}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{contact.note}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

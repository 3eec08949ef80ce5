import { Paper, Table, TableBody, TableCell, TableHead, TableRow, TableContainer } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELD_LIST } from '../../../db/domain/customer.ts';
import { Empty } from '../../components/states.tsx';
import type { FullCustomer } from './customer-record.ts';

/** The people at the customer, in the order that the department gave them; what nobody has takes no column. */
export function PeopleTab(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const { contacts } = props.customer.input;
  const columns = CONTACT_FIELD_LIST.filter(
    ([key, { card }]) => card === 'facts' || contacts.some((contact) => contact[key] !== null),
  );
  if (contacts.length === 0) return <Empty title={t('customers:contacts.none')} />;
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table size="small" aria-label={t('customers:field.contacts')}>
        <TableHead>
          <TableRow>
            {columns.map(([key]) => (
              <TableCell key={key}>{t(`customers:contact.${key}`)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {contacts.map((contact, index) => (
            <TableRow key={contact.id ?? index}>
              {columns.map(([key, field]) =>
                key === 'name' ? (
                  <TableCell key={key} component="th" scope="row" sx={{ fontWeight: 500 }}>
                    {contact.name}
                  </TableCell>
                ) : (
                  <TableCell
                    key={key}
                    {...(field.figures && { className: 'figures' })}
                    sx={{ overflowWrap: 'anywhere' }}
                  >
                    {contact[key]}
                  </TableCell>
                ),
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

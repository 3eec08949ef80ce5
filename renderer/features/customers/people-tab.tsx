import {
  Paper,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CONTACT_FIELD_LIST, type ContactField, type ContactInput } from '../../../db/domain/customer.ts';
import { Empty } from '../../components/states.tsx';
import type { FullCustomer } from './customer-record.ts';

const APART = CONTACT_FIELD_LIST.filter(([, { card }]) => card === 'facts');
const NOTED = CONTACT_FIELD_LIST.filter(([, { card }]) => card !== 'facts').map(([key]) => key);

/** The people at the customer, in the order that the department gave them, laid out as on the card. */
export function PeopleTab(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const { contacts } = props.customer.input;
  const noted = NOTED.some((key) => contacts.some((contact) => contact[key] !== null));
  if (contacts.length === 0) return <Empty title={t('customers:contacts.none')} />;
  return (
    <TableContainer component={Paper} variant="outlined">
      <Table size="small" aria-label={t('customers:field.contacts')}>
        <TableHead>
          <TableRow>
            {APART.map(([key]) => (
              <TableCell key={key} sx={{ whiteSpace: 'nowrap' }}>
                {t(`customers:contact.${key}`)}
              </TableCell>
            ))}
            {noted && <TableCell>{t('customers:contact.note')}</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody>
          {contacts.map((contact, index) => (
            <TableRow key={contact.id ?? index}>
              {APART.map(([key, field]) =>
                key === 'name' ? (
                  <TableCell key={key} component="th" scope="row" sx={{ fontWeight: 500, minWidth: 72 }}>
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
              {noted && (
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  <Noted contact={contact} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** A line for each thing that has no column; what is only a note needs no title. */
function Noted(props: { contact: ContactInput }) {
  const { t } = useTranslation();
  const said = NOTED.filter((key) => props.contact[key] !== null);
  return said.map((key: ContactField) => (
    <div key={key}>
      {key !== 'note' && (
        <Typography component="span" variant="caption" sx={{ color: 'text.secondary', mr: 0.75 }}>
          {t(`customers:contact.${key}`)}
        </Typography>
      )}
      {props.contact[key]}
    </div>
  ));
}

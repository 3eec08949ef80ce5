import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { CONTACT_FIELD_LIST } from '../../../db/domain/customer.ts';
import type { Field } from '../../../db/domain/fields.ts';
import type { Words } from '../lists/use-words.ts';
import { cellOf, type ContactCell } from './contact-cells.ts';
import { ContactRow } from './contact-row.tsx';
import type { CustomerFormApi } from './customer-field.tsx';
import { newContact } from './pasted-contacts.ts';
import { usePastedContacts } from './use-pasted-contacts.ts';

const MOST = CUSTOMER_FIELDS.contacts.most;

/** Pixels that a column needs: together they find room in the form at 1280. */
function widthOf(field: Field): number {
  if (field.figures) return 112;
  if (field.shape) return 116;
  return field.kind === 'line' ? 76 : 70;
}
const ENDS = { main: 40, tools: 64 };
const NARROWEST = CONTACT_FIELD_LIST.reduce((sum, [, field]) => sum + widthOf(field), ENDS.main + ENDS.tools);

/** People at the customer as the rows of a sheet, the first one first on every print; rows of a sheet can be pasted in. */
export function ContactsInput(props: { form: CustomerFormApi; words: Words }) {
  const { t } = useTranslation();
  const { form } = props;
  const { fields, append, remove, move, replace } = useFieldArray({
    control: form.control,
    name: 'contacts',
  });
  const root = useRef<HTMLDivElement>(null);
  const goTo = useCell(form);
  const { onPaste, undo } = usePastedContacts(form, replace, goTo);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = cellOf(event.target);
    if (!at || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && undo()) event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const isList = event.target instanceof HTMLElement && event.target.role === 'combobox';
    const to = at.row + step;
    if (step === 0 || isList || to < 0 || to >= fields.length) return;
    event.preventDefault();
    if (event.altKey) move(at.row, to);
    goTo({ row: to, column: at.column });
  };
  const removeRow = (row: number) => {
    remove(row);
    if (fields.length > 1) goTo({ row: Math.max(0, Math.min(row, fields.length - 2)), column: 'name' });
    else root.current?.querySelector('button')?.focus();
  };
  return (
    <Box ref={root} component="section" aria-label={t('customers:field.contacts')} sx={sheet}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography variant="h2" component="h3">
          {t('customers:field.contacts')}
        </Typography>
        <Typography variant="caption" sx={{ flex: 1, color: 'text.secondary' }}>
          {fields.length === 0 ? t('customers:contacts.none') : t('customers:contacts.paste_help')}
        </Typography>
        <Button
          size="small"
          startIcon={<AddIcon />}
          disabled={fields.length >= MOST}
          onClick={() => {
            append(newContact(), { shouldFocus: false });
            goTo({ row: fields.length, column: 'name' });
          }}
        >
          {t('customers:contacts.add')}
        </Button>
      </Box>
      {fields.length > 0 && (
        <Box sx={{ overflowX: 'auto' }} onPaste={onPaste} onKeyDown={onKeyDown}>
          <Table size="small" aria-label={t('customers:field.contacts')} sx={grid}>
            <Titles />
            <TableBody>
              {fields.map((row, index) => (
                <ContactRow
                  key={row.id}
                  form={form}
                  words={props.words}
                  index={index}
                  onFirst={() => {
                    move(index, 0);
                    goTo({ row: 0, column: 'name' });
                  }}
                  onUp={() => move(index, index - 1)}
                  onRemove={() => removeRow(index)}
                />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Box>
  );
}

function Titles() {
  const { t } = useTranslation();
  return (
    <TableHead>
      <TableRow>
        <TableCell sx={{ width: ENDS.main }}>{t('customers:contacts.main')}</TableCell>
        {CONTACT_FIELD_LIST.map(([key, field]) => (
          <TableCell key={key} sx={{ width: widthOf(field) }}>
            {t(`customers:contact.${key}`)}
            {field.kind === 'line' && field.must && (
              <Box component="span" aria-hidden sx={{ color: 'error.main' }}>
                {' *'}
              </Box>
            )}
          </TableCell>
        ))}
        <TableCell sx={{ width: ENDS.tools }}>
          <span className="visually-hidden">{t('customers:contacts.tools')}</span>
        </TableCell>
      </TableRow>
    </TableHead>
  );
}

/** Gives the keyboard to a cell once it is drawn. */
function useCell(form: CustomerFormApi): (cell: ContactCell) => void {
  const [wanted, setWanted] = useState<ContactCell | null>(null);
  const { setFocus } = form;
  useEffect(() => {
    if (wanted) setFocus(`contacts.${wanted.row}.${wanted.column}`);
  }, [wanted, setFocus]);
  return setWanted;
}

const sheet = {
  backgroundColor: 'background.paper',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  p: 2,
};

/** Lines between all cells; an input fills its cell, and is framed where the keyboard is. */
const grid = {
  tableLayout: 'fixed',
  minWidth: NARROWEST,
  '& td, & th': { border: '1px solid', borderColor: 'divider', verticalAlign: 'top' },
  '& th': { px: 1, height: 28, whiteSpace: 'nowrap', overflow: 'hidden' },
  '& th:first-of-type': { pl: 1 },
  '& td, & td:first-of-type': { p: 0, height: 36 },
} as const;

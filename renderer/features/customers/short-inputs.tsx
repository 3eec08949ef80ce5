import MoreIcon from '@mui/icons-material/ExpandMore';
import LessIcon from '@mui/icons-material/ExpandLess';
import { Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../../db/domain/customer.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Section } from '../../components/page.tsx';
import { ContactsInput } from './contacts-input.tsx';
import { CustomerField } from './customer-field.tsx';
import { CustomerInputs, type CustomerInputsProps } from './customer-inputs.tsx';
import { SECTIONS } from './field-keys.ts';
import { useShortForm } from './short-form.ts';

const EARLY = SECTIONS.flatMap(({ fields }) => fields).filter((key) => factsOf(key).early);

/** What one knows after a first meeting, and the other fields for whoever knows more. */
export function ShortInputs(props: CustomerInputsProps) {
  const { t } = useTranslation();
  const { form, words } = props;
  const { isShort, mayFold, fold, unfold } = useShortForm(form);
  if (!isShort)
    return (
      <Box sx={column}>
        <CustomerInputs {...props} />
        {mayFold && (
          <Button startIcon={<LessIcon />} onClick={fold} sx={{ justifySelf: 'start' }}>
            {t('customers:short.less')}
          </Button>
        )}
      </Box>
    );
  return (
    <Box sx={column}>
      <Section title={t('customers:short.title')}>
        <FieldGrid>
          {EARLY.map((key) => (
            <CustomerField key={key} field={key} form={form} words={words} autoFocus={key === 'name'} />
          ))}
        </FieldGrid>
      </Section>
      <ContactsInput form={form} words={words} />
      <Button startIcon={<MoreIcon />} onClick={unfold} sx={{ justifySelf: 'start' }}>
        {t('customers:short.more')}
      </Button>
    </Box>
  );
}

const column = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 };

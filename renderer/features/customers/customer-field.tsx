import { Box } from '@mui/material';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import {
  PARTIES,
  CATEGORIES,
  RETENTIONS,
  STATUSES,
  type CustomerInput,
} from '../../../db/domain/customer.ts';
import { unreachable } from '../../../db/domain/errors.ts';
import { ChoiceInput, WordsInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { localDate } from '../../lib/format.ts';
import type { Words } from '../lists/use-words.ts';
import { isWide, subTypeList, type FieldKey } from './field-keys.ts';
import type { CustomerForm } from './form-values.ts';
import { PlaceInput } from './place-input.tsx';
import { UsccInput } from './uscc-input.tsx';

const today = () => localDate(new Date());

export type CustomerFormApi = UseFormReturn<CustomerForm, unknown, CustomerInput>;

interface CustomerFieldProps {
  readonly field: FieldKey;
  readonly form: CustomerFormApi;
  readonly words: Words;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

/** One field of a customer: the same in the whole form, in place on the archive, and when a filing is accepted. */
export function CustomerField(props: CustomerFieldProps) {
  const { t } = useTranslation();
  const { field, form, words } = props;
  const { control } = form;
  const [category, kept] = useWatch({ control, name: ['category', field === 'place' ? 'province' : field] });
  const code = typeof kept === 'string' ? kept : null;
  const common = {
    control,
    label: t(`customers:field.${field}`),
    required: props.required,
    wide: isWide(field),
    autoFocus: props.autoFocus,
  };
  switch (field) {
    case 'category':
      return (
        <ChoiceInput
          {...common}
          name="category"
          required
          choices={CATEGORIES.map((value) => ({ value, label: t(`common:category.${value}`) }))}
          onChosen={(chosen) => {
            form.setValue('subType', null, { shouldDirty: true });
            form.setValue('status', chosen === 'client' ? 'negotiating' : null, { shouldDirty: true });
          }}
        />
      );
    case 'party':
      return <ChoiceInput {...common} name="party" required choices={coded(t, 'party', PARTIES)} />;
    case 'name':
      return <TextInput {...common} name="name" required maxLength={120} />;
    case 'formerNames':
      return <WordsInput {...common} name="formerNames" />;
    case 'uscc':
      return <UsccInput {...common} form={form} />;
    case 'subType':
      return <ChoiceInput {...common} name="subType" choices={words.choices(subTypeList(category), code)} />;
    case 'industry':
      return <ChoiceInput {...common} name="industry" choices={words.choices('industry', code)} />;
    case 'size':
      return <ChoiceInput {...common} name="size" choices={words.choices('size', code)} />;
    case 'status':
      return <ChoiceInput {...common} name="status" choices={coded(t, 'status', STATUSES)} />;
    case 'place':
      return <PlaceInput form={form} words={words} required={props.required} autoFocus={props.autoFocus} />;
    case 'address':
      return <TextInput {...common} name="address" maxLength={200} help={t('customers:help.address')} />;
    case 'phones':
      return <WordsInput {...common} name="phones" />;
    case 'grade':
      return <ChoiceInput {...common} name="grade" choices={words.choices(words.gradeList, code)} />;
    case 'responsibleId':
      return <ChoiceInput {...common} name="responsibleId" choices={words.people} />;
    case 'firstContactOn':
      return <DateInput {...common} name="firstContactOn" max={today()} />;
    case 'retention':
      return (
        <ChoiceInput {...common} name="retention" required choices={coded(t, 'retention', RETENTIONS)} />
      );
    case 'shelf':
      return <ShelfInput {...props} />;
    case 'indexTerms':
      return (
        <WordsInput
          {...common}
          name="indexTerms"
          suggestions={words.choices('index_term').map((choice) => choice.label)}
        />
      );
    case 'annualVolume':
      return <TextInput {...common} name="annualVolume" figures help={t('customers:help.annualVolume')} />;
    case 'contractEndsOn':
      return <DateInput {...common} name="contractEndsOn" />;
    case 'legacyCode':
      return <TextInput {...common} name="legacyCode" figures maxLength={60} />;
    case 'note':
      return <TextInput {...common} name="note" lines={3} maxLength={4000} />;
    default:
      return unreachable(field);
  }
}

function coded<V extends string>(t: (key: string) => string, field: string, values: readonly V[]) {
  return values.map((value) => ({ value, label: t(`customers:${field}.${value}`) }));
}

/** Room – cabinet – level – position (rules.md A4), as on the label of the folder. */
function ShelfInput(props: CustomerFieldProps) {
  const { t } = useTranslation();
  const { control } = props.form;
  return (
    <Box sx={{ gridColumn: '1 / -1' }} role="group" aria-label={t('customers:field.shelf')}>
      <FieldGrid columns={4}>
        <TextInput
          control={control}
          name="shelf.room"
          label={t('customers:shelf.room')}
          autoFocus={props.autoFocus}
        />
        <TextInput
          control={control}
          name="shelf.cabinet"
          label={t('customers:shelf.cabinet')}
          required={props.required}
        />
        <TextInput
          control={control}
          name="shelf.level"
          label={t('customers:shelf.level')}
          required={props.required}
          inputMode="numeric"
          figures
        />
        <TextInput
          control={control}
          name="shelf.position"
          label={t('customers:shelf.position')}
          required={props.required}
          inputMode="numeric"
          figures
        />
      </FieldGrid>
    </Box>
  );
}

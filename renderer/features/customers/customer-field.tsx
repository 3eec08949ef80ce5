import { Box } from '@mui/material';
import type { TFunction } from 'i18next';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { codeListsOf, factsOf, type CustomerInput } from '../../../db/domain/customer.ts';
import type { Field } from '../../../db/domain/fields.ts';
import { isLogged } from '../../../db/domain/roles.ts';
import type { Choice } from '../../components/form/choice-control.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { FieldInput } from '../../components/form/field-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import type { Words } from '../lists/use-words.ts';
import { isWide, type FieldKey } from './field-keys.ts';
import type { CustomerForm } from './form-values.ts';
import { PlaceInput } from './place-input.tsx';
import { UsccInput } from './uscc-input.tsx';

export type CustomerFormApi = UseFormReturn<CustomerForm, unknown, CustomerInput>;

interface CustomerFieldProps {
  readonly field: FieldKey;
  readonly form: CustomerFormApi;
  readonly words: Words;
  readonly autoFocus?: boolean;
}

/**
 * One field of a customer: the same in the whole form, in place on the archive, and when a filing is accepted. Starred
 * is what nothing is saved without; what the template asks for besides stands beside the form (rules.md A1).
 */
export function CustomerField(props: CustomerFieldProps) {
  const { t } = useTranslation();
  const { field, form, words } = props;
  const { control } = form;
  const name = field === 'place' ? 'province' : field;
  const [category, kept, secrecy] = useWatch({ control, name: ['category', name, 'secrecy'] });
  const facts = CUSTOMER_FIELDS[name];
  const isFixed =
    facts.kind === 'person' && isLogged(secrecy) && kept === form.formState.defaultValues?.[name];
  const common = {
    control,
    label: t(`customers:field.${field}`),
    wide: isWide(field),
    autoFocus: props.autoFocus,
  };
  switch (field) {
    case 'uscc':
      return <UsccInput {...common} form={form} />;
    case 'place':
      return <PlaceInput form={form} words={words} autoFocus={props.autoFocus} />;
    case 'shelf':
      return <ShelfInput {...props} />;
    default:
      return (
        <FieldInput
          {...common}
          name={name}
          field={facts}
          help={helpOf(t, field, isFixed)}
          disabled={isFixed}
          choices={choicesOf(facts, { words, category, kept })}
          {...(field === 'category' && { onChosen: (chosen) => categoryChosen(form, chosen) })}
        />
      );
  }
}

/** Who is named in a 机密 or 绝密 archive is assigned, not edited (S2). */
function helpOf(t: TFunction, field: FieldKey, isFixed: boolean): string | undefined {
  if (isFixed) return t('customers:assign.apart');
  return factsOf(field).help ? t(`customers:help.${field}`) : undefined;
}

/** What another category has no place for goes. */
function categoryChosen(form: CustomerFormApi, chosen: unknown): void {
  form.setValue('subType', null, { shouldDirty: true });
  form.setValue('status', chosen === 'client' ? 'negotiating' : null, { shouldDirty: true });
}

interface Ground {
  readonly words: Words;
  readonly category: CustomerInput['category'];
  /** What the field holds: a code stays a choice when it has gone out of use. */
  readonly kept: unknown;
}

/** What may be chosen in a field, or is offered while typing. */
function choicesOf(field: Field, { words, category, kept }: Ground): ReadonlyArray<Choice> {
  if (field.suggest !== undefined) return words.choices(field.suggest);
  if (field.kind === 'person') return words.people;
  if (field.kind !== 'code') return [];
  const [list] = codeListsOf(field.list, category, words.gradeList);
  return words.choices(list, typeof kept === 'string' ? kept : null);
}

/** Room – cabinet – level – position (rules.md A4), as on the label of the folder: once begun, all but the room. */
function ShelfInput(props: CustomerFieldProps) {
  const { t } = useTranslation();
  const { control } = props.form;
  const isBegun = Object.values(useWatch({ control, name: 'shelf' })).some((part) => part.trim() !== '');
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
          required={isBegun}
        />
        <TextInput
          control={control}
          name="shelf.level"
          label={t('customers:shelf.level')}
          required={isBegun}
          inputMode="numeric"
          figures
        />
        <TextInput
          control={control}
          name="shelf.position"
          label={t('customers:shelf.position')}
          required={isBegun}
          inputMode="numeric"
          figures
        />
      </FieldGrid>
    </Box>
  );
}

import { useWatch, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { BULK_FIELDS, BULK_WAYS, waysOf, type BulkReason } from '../../../db/domain/customer-bulk.ts';
import { ASSIGN_REASON, EDIT_REASON, OTHER, type ReasonRule } from '../../../db/domain/reasons.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { NO_REASON, REASON_UNWORDED, reasonIsWorded } from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { SuggestInput } from '../../components/form/suggest-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useWords } from '../lists/use-words.ts';
import { bulkChoices } from './bulk-values.ts';

const schema = z
  .strictObject({
    field: z.enum(BULK_FIELDS).nullable(),
    way: z.enum(BULK_WAYS).nullable(),
    value: z.union([z.string(), z.number()]).nullable(),
    /** A word of several that a field holds. */
    word: z.string(),
    reason: z.enum([...ASSIGN_REASON.choices, ...EDIT_REASON.choices]).nullable(),
    reasonText: z.string().trim().max(200),
  })
  .refine(reasonIsWorded, REASON_UNWORDED);

type Filled = z.infer<typeof schema>;
export type BulkForm = UseFormReturn<Filled, unknown, Filled>;

export const useBulkForm = (): BulkForm =>
  useAppForm(schema, { field: null, way: null, value: null, word: '', ...NO_REASON });

/** Which field, in which way, and what it gets. */
export function BulkInputs({ form, disabled }: { form: BulkForm; disabled: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const { control, setValue } = form;
  const field = useWatch({ control, name: 'field' });
  const chosen = (next: unknown) => {
    const known = BULK_FIELDS.find((one) => one === next);
    setValue('way', known ? (waysOf(known)[0] ?? null) : null);
    setValue('value', null);
    setValue('word', '');
    setValue('reason', null);
    setValue('reasonText', '');
  };
  const ways = field ? waysOf(field) : [];
  return (
    <>
      <ChoiceInput
        control={control}
        name="field"
        label={t('customers:bulk.field')}
        required
        autoFocus
        disabled={disabled}
        choices={BULK_FIELDS.map((value) => ({ value, label: t(`customers:field.${value}`) }))}
        onChosen={chosen}
      />
      {field && (
        <FieldGrid>
          <ChoiceInput
            control={control}
            name="way"
            label={t('customers:bulk.way')}
            required
            disabled={disabled}
            choices={ways.map((value) => ({ value, label: t(`customers:bulk.way.${value}`) }))}
          />
          {field === 'indexTerms' ? (
            <SuggestInput
              control={control}
              name="word"
              label={t('customers:bulk.word')}
              required
              disabled={disabled}
              suggestions={words.choices('index_term').map(({ label }) => label)}
            />
          ) : (
            <ChoiceInput
              key={field}
              control={control}
              name="value"
              label={t(`customers:field.${field}`)}
              required
              disabled={disabled}
              choices={bulkChoices(t, words, field)}
              {...(field === 'responsibleId' && { look: 'search' as const })}
            />
          )}
        </FieldGrid>
      )}
    </>
  );
}

/** Why, where the change is one that says so; needed where 机密 and 绝密 archives are assigned (S2). */
export function BulkReasonInputs({ form, rule }: { form: BulkForm; rule: ReasonRule }) {
  const { t } = useTranslation();
  return (
    <ReasonInputs
      control={form.control}
      reason="reason"
      text="reasonText"
      rule={rule}
      subject="customers"
      label={t(rule.needed ? 'customers:bulk.reason_assigned' : 'customers:field.reason')}
      maxLength={200}
    />
  );
}

/** As the vault is told it; null for none. A text without a choice is one of another kind. */
export function bulkReason(
  rule: ReasonRule | null,
  { reason, reasonText }: Pick<Filled, 'reason' | 'reasonText'>,
): BulkReason | null {
  const text = reasonText.trim() || null;
  const choice = reason ?? (text === null ? null : OTHER);
  return rule === null || choice === null ? null : ({ choice, text } as BulkReason);
}

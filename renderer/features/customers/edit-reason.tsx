import { Alert, Box, OutlinedInput } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { OTHER, reasonOfEdit, takesReason, type EditReason as Given } from '../../../db/domain/reasons.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { FieldFrame } from '../../components/form/field-frame.tsx';
import { givenReason } from '../../components/form/reason-form.ts';
import type { TypedReason } from '../../lib/kept-reason.ts';
import { choiceText } from '../../lib/reason-text.ts';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { proposalText, useProposal } from './secrecy-inputs.tsx';

type Graded = Pick<CustomerInput, 'category' | 'grade'>;

const ruleOf = (base: Graded, { category, grade }: Graded) =>
  reasonOfEdit({ category: category !== base.category, grade: grade !== base.grade });

/** What the vault is told of why an edit was made; undefined where that is not enough. */
export function reasonFor(base: Graded, edited: Graded, typed: TypedReason): Given | null | undefined {
  const rule = ruleOf(base, edited);
  if (!rule) return null;
  const reason = rule.choices.find((choice) => choice === typed.choice) ?? null;
  const given = givenReason({ reason, reasonText: typed.text });
  return takesReason(rule, given) ? given : undefined;
}

/** Category and grade do not change without a word why (rules.md A6, R2). */
export function EditReason(props: {
  form: CustomerFormApi;
  base: CustomerInput;
  words: Words;
  given: TypedReason;
  /** How often somebody tried to save without what is needed: it is said then, and begun with. */
  asked: number;
  onChange: (part: Partial<TypedReason>) => void;
}) {
  const { t } = useTranslation();
  const { base, given, asked } = props;
  const [category, grade] = useWatch({ control: props.form.control, name: ['category', 'grade'] });
  const proposal = useProposal(grade, base.secrecy);
  const rule = ruleOf(base, { category, grade });
  const root = useFocusIn(asked);
  if (!rule) return null;
  const moved = category !== base.category;
  const choice = rule.choices.find((one) => one === given.choice) ?? null;
  const isWrong = asked > 0 && reasonFor(base, { category, grade }, given) === undefined;
  const lacksChoice = isWrong && rule.needed && choice === null && given.text.trim() === '';
  return (
    <Alert ref={root} severity={moved ? 'warning' : 'info'} sx={{ '& .MuiAlert-message': { flex: 1 } }}>
      <Box sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
        {moved ? t('customers:reason.category') : t('customers:reason.grade')}
        <FieldFrame
          id="reason"
          label={t('customers:field.reason')}
          required={moved}
          group={rule.choices.length <= 5}
          error={lacksChoice ? t('common:field.required') : undefined}
        >
          <ChoiceControl
            id="reason"
            choices={rule.choices.map((value) => ({ value, label: choiceText(t, 'customers', value) }))}
            value={choice}
            onChange={(value) => props.onChange({ choice: value })}
            required={moved}
            error={lacksChoice}
          />
        </FieldFrame>
        <FieldFrame
          id="reason-text"
          label={t('common:reason.text')}
          required={choice === OTHER}
          help={t('common:reason.text_help')}
          error={isWrong && !lacksChoice ? t('errors:common.reason_text_needed') : undefined}
        >
          <OutlinedInput
            id="reason-text"
            fullWidth
            value={given.text}
            onChange={(event) => props.onChange({ text: event.target.value })}
            error={isWrong && !lacksChoice}
            slotProps={{ input: { maxLength: 200, spellCheck: false, 'aria-required': choice === OTHER } }}
          />
        </FieldFrame>
        {proposal && grade !== base.grade && (
          <span>{proposalText(t, props.words, grade, proposal, 'later')}</span>
        )}
      </Box>
    </Alert>
  );
}

/** Gives the keyboard to what is wrong inside an element, at each new time that it is asked for. */
function useFocusIn(asked: number) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    const wrong = root.current?.querySelector<HTMLElement>('.Mui-error :is(input, [role=combobox])');
    (wrong ?? root.current?.querySelector<HTMLElement>('button'))?.focus();
  }, [asked]);
  return root;
}

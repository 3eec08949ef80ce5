import { Button } from '@mui/material';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { cleanUscc } from '../../../db/domain/uscc.ts';
import { TextInput } from '../../components/form/text-input.tsx';
import type { CustomerFormApi } from './customer-field.tsx';
import { isDoubtful } from './form-values.ts';

/**
 * 统一社会信用代码, checked by GB 32100 on leaving. A code that the check refuses can be kept with a reason:
 * some old certificates really carry one.
 */
export function UsccInput(props: { form: CustomerFormApi; label: string; autoFocus?: boolean | undefined }) {
  const { t } = useTranslation();
  const { form } = props;
  const [uscc, waiver] = useWatch({ control: form.control, name: ['uscc', 'usccWaiver'] });
  const [explaining, setExplaining] = useState(false);
  const doubtful = isDoubtful(uscc);
  const explained = doubtful && (explaining || waiver.trim() !== '');
  // A field that Enter has sent was never left.
  const checked = form.getFieldState('uscc', form.formState).isTouched || form.formState.isSubmitted;
  return (
    <>
      <TextInput
        control={form.control}
        name="uscc"
        label={props.label}
        autoFocus={props.autoFocus}
        figures
        maxLength={40}
        onBlur={() => {
          form.setValue('uscc', cleanUscc(uscc), { shouldValidate: true, shouldTouch: true });
          if (!doubtful) form.setValue('usccWaiver', '');
        }}
        aside={
          doubtful &&
          checked &&
          !explained && (
            <Button size="small" sx={{ minHeight: 0, py: 0 }} onClick={() => setExplaining(true)}>
              {t('customers:uscc.keep')}
            </Button>
          )
        }
      />
      {explained && (
        <TextInput
          control={form.control}
          name="usccWaiver"
          label={t('customers:field.usccWaiver')}
          help={t('customers:help.usccWaiver')}
          required
          autoFocus={explaining}
          maxLength={200}
          onBlur={() => void form.trigger('uscc')}
        />
      )}
    </>
  );
}

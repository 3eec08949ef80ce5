import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Retention } from '../../../db/domain/customer-values.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../db/domain/roles.ts';
import { proposedSecrecy } from '../../../db/domain/secrecy-proposal.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { useVault } from '../../lib/vault.ts';
import type { Words } from '../lists/use-words.ts';
import { gradeText } from './customer-text.ts';

interface SecrecyInputsProps<Input extends FieldValues, Output> {
  readonly control: Control<Input, unknown, Output>;
  readonly secrecy: FieldPath<Input>;
  readonly until: FieldPath<Input>;
  readonly grade: string | null;
  /** How long the archive is kept, and the class with it where no day is named. */
  readonly retention: Retention;
  readonly words: Words;
  /** Which classes the person may give; absent: all of them. */
  readonly mayGive?: ((secrecy: Secrecy) => boolean) | undefined;
}

/** 密级, the day on which it lapses, and what the grade proposes: taken or left, never by itself (rules.md S1). */
export function SecrecyInputs<Input extends FieldValues, Output>(props: SecrecyInputsProps<Input, Output>) {
  const { t } = useTranslation();
  const { control, grade, words, mayGive } = props;
  const { field } = useController({ control, name: props.secrecy });
  const { field: until } = useController({ control, name: props.until });
  const current: Secrecy = field.value;
  const proposal = useProposal(grade, current);
  const [left, setLeft] = useState<string | null>(null);
  const choose = (secrecy: Secrecy) => {
    field.onChange(secrecy);
    if (secrecy === 'normal') until.onChange(null);
  };
  return (
    <>
      <ChoiceInput
        control={control}
        name={props.secrecy}
        label={t('customers:field.secrecy')}
        required
        choices={SECRECY_CLASSES.map((value) => ({ value, label: t(`common:secrecy.${value}`) }))}
        onChosen={(chosen) => chosen === 'normal' && until.onChange(null)}
      />
      {current === 'normal' ? (
        <span />
      ) : (
        <DateInput
          control={control}
          name={props.until}
          label={t('customers:field.secrecyUntil')}
          help={t('customers:help.secrecyUntil', {
            term: t(`customers:secrecy_term.${props.retention}`),
          })}
        />
      )}
      {proposal && left !== proposal && (
        <Box sx={{ gridColumn: '1 / -1' }}>
          <Alert
            severity="info"
            action={
              (mayGive?.(proposal) ?? true) && (
                <>
                  <Button color="inherit" size="small" onClick={() => choose(proposal)}>
                    {t('customers:proposal.take')}
                  </Button>
                  <Button color="inherit" size="small" onClick={() => setLeft(proposal)}>
                    {t('customers:proposal.leave')}
                  </Button>
                </>
              )
            }
          >
            {proposalText(t, words, grade, proposal)}
          </Alert>
        </Box>
      )}
    </>
  );
}

/** The class that a grade proposes by the vault's settings; null where the class fits. */
export function useProposal(grade: string | null, current: Secrecy): Secrecy | null {
  const vault = useVault();
  const rules = useQuery(vault.settings.get.queryOptions()).data?.gradeSecrecy;
  return rules ? proposedSecrecy(rules, grade, current) : null;
}

/** The proposal in words: `text` where it can be taken, `later` where only others may classify. */
export function proposalText(
  t: TFunction,
  words: Words,
  grade: string | null,
  proposal: Secrecy,
  wording: 'text' | 'later' = 'text',
): string {
  return t(`customers:proposal.${wording}`, {
    grade: gradeText(words, grade) ?? '',
    secrecy: t(`common:secrecy.${proposal}`),
  });
}

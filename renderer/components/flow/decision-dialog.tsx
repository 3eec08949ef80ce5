import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Flow, StepRule } from '../../../db/domain/flow.ts';
import type { Reason } from '../../../db/domain/reasons.ts';
import { FormDialog } from '../form-dialog.tsx';
import { PasswordInput } from '../form/password-input.tsx';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  optionalChoice,
  REASON_FIELDS,
  REASON_UNWORDED,
  reasonIsWorded,
  textAsOther,
} from '../form/reason-form.ts';
import { ReasonInputs } from '../form/reason-inputs.tsx';
import { useAppForm } from '../form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../form/use-kept-form.ts';
import { useFlowWords } from './words.ts';

/** One thing that is no longer as it was when it was asked for. */
export interface Change {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Decision {
  readonly reason: Reason | null;
  /** Empty where the step asks for none. */
  readonly password: string;
}

/** The reason of a decision that is not taken yet; never the password. */
export const DECISION_DRAFT = fieldsDraft('decision_draft', REASON_FIELDS, [textAsOther]);

interface DecisionDialogProps<Step extends string> {
  /** Its words: `title.<step>`, `do.<step>`, and where it asks for one `reason.<step>`, `reason_help.<step>`. */
  readonly flow: Flow<string, Step>;
  readonly step: Step;
  /** Under which the reason is kept while it is typed. */
  readonly draft: string;
  /** What is decided, in a line or a few. */
  readonly what: ReactNode;
  /** What changed since it was asked for; absent where that is no question. */
  readonly changes?: readonly Change[] | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  /** `forget` is called once the step is taken. */
  readonly onDecide: (decision: Decision, forget: () => void) => void;
  readonly onClose: () => void;
}

const MOST_CHARACTERS = 500;

function schemaOf({ reason, password }: StepRule<string>) {
  const choice = reason?.needed ? neededChoice(reason) : reason ? optionalChoice(reason) : z.null();
  return z
    .strictObject({
      reason: choice,
      reasonText: z.string().trim().max(MOST_CHARACTERS),
      password: password ? z.string().min(1) : z.string(),
    })
    .refine(reasonIsWorded, REASON_UNWORDED);
}

/** Every step of every flow is taken here: what is decided, what changed since, why, and by whom once more. */
export function DecisionDialog<Step extends string>(props: DecisionDialogProps<Step>) {
  const { t } = useTranslation();
  const { flow, step } = props;
  const word = useFlowWords(flow.name);
  const rule = flow.steps[step];
  const form = useAppForm(schemaOf(rule), { ...NO_REASON, password: '' });
  const kept = useKeptForm(form, props.draft, DECISION_DRAFT);
  const decide = form.handleSubmit(({ reason, reasonText, password }) =>
    props.onDecide({ reason: givenReason<string>({ reason, reasonText }), password }, kept.forget),
  );
  return (
    <FormDialog
      title={word(`title.${step}`)}
      submitLabel={word(`do.${step}`)}
      color={rule.ends ? 'warning' : 'primary'}
      // Where nothing is asked but the password, Enter signs.
      enter={rule.reason ? 'next' : 'submit'}
      onSubmit={() => void decide()}
      restored={kept.isRestored}
      onClose={() => {
        kept.forget();
        props.onClose();
      }}
      pending={props.pending}
      error={props.error}
    >
      <Box>{props.what}</Box>
      {props.changes && <Changes flow={flow.name} changes={props.changes} />}
      {rule.reason && (
        <ReasonInputs
          control={form.control}
          reason="reason"
          text="reasonText"
          rule={rule.reason}
          subject={flow.name}
          label={word(`reason.${step}`)}
          help={word(`reason_help.${step}`)}
          lines={2}
          autoFocus
          maxLength={MOST_CHARACTERS}
        />
      )}
      {rule.password && (
        <PasswordInput
          control={form.control}
          name="password"
          label={t('common:flow.password')}
          help={t('common:flow.password_help')}
          autoFocus={!rule.reason}
          required
        />
      )}
    </FormDialog>
  );
}

/** What is another than it was, one below the other. */
export function Changes(props: { flow: string; changes: readonly Change[] }) {
  const word = useFlowWords(props.flow);
  if (props.changes.length === 0)
    return <Typography sx={{ color: 'text.secondary' }}>{word('unchanged')}</Typography>;
  return (
    <Box component="section" aria-label={word('changed')}>
      <Typography sx={{ fontWeight: 700, mb: 0.5 }}>{word('changed')}</Typography>
      <Box component="dl" sx={changeList}>
        {props.changes.map(({ label, before, after }) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Typography component="dt" className="figures" sx={{ color: 'text.secondary' }}>
              {label}
            </Typography>
            <Typography component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
              <Box component="del" sx={{ color: 'text.secondary' }}>
                {before ?? '—'}
              </Box>
              {' → '}
              <Box component="ins" sx={{ textDecoration: 'none', fontWeight: 500 }}>
                {after ?? '—'}
              </Box>
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** As wide as the longest label: a 档号 stays on its line. */
const changeList = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: 'fit-content(50%) minmax(0, 1fr)',
  columnGap: 1.5,
  rowGap: 0.5,
  maxHeight: 220,
  overflow: 'auto',
};

import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { Reason, ReasonRule } from '../../db/domain/reasons.ts';
import { givenReason, neededChoice, NO_REASON, REASON_UNWORDED, reasonIsWorded } from './form/reason-form.ts';
import { ReasonInputs } from './form/reason-inputs.tsx';
import { useAppForm } from './form/use-app-form.ts';
import { useKeptForm, type FieldsDraft } from './form/use-kept-form.ts';
import { FormDialog } from './form-dialog.tsx';
import { useNotify } from './notify.tsx';

interface ReasonDialogProps<Choice extends string> {
  readonly title: string;
  readonly submitLabel: string;
  readonly color?: 'primary' | 'warning';
  readonly rule: ReasonRule<Choice>;
  /** Whose words the choices are. */
  readonly subject: string;
  readonly label: string;
  readonly maxLength: number;
  readonly lines?: number;
  /** Under which key what is half written is kept, and as what: `fieldsDraft(…, REASON_FIELDS)`. */
  readonly keptAs: string;
  readonly draft: FieldsDraft;
  readonly take: (reason: Reason<Choice>) => Promise<unknown>;
  /** Once it is done. */
  readonly said: string;
  readonly onClose: () => void;
  /** What it is about, above the reason. */
  readonly children?: ReactNode;
}

/** An act for which nothing is asked but why: one of the choices, and a text. */
export function ReasonDialog<Choice extends string>(props: ReasonDialogProps<Choice>) {
  const notify = useNotify();
  const schema = z
    .strictObject({
      reason: neededChoice(props.rule),
      reasonText: z.string().trim().max(props.maxLength),
    })
    .refine(reasonIsWorded, REASON_UNWORDED);
  const form = useAppForm(schema, NO_REASON);
  const kept = useKeptForm(form, props.keptAs, props.draft);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const act = useMutation({
    mutationFn: props.take,
    onSuccess: () => {
      notify.done(props.said);
      close();
    },
  });
  const submit = form.handleSubmit((given) => act.mutate(givenReason<Choice>(given)));
  return (
    <FormDialog
      saves
      title={props.title}
      submitLabel={props.submitLabel}
      color={props.color ?? 'primary'}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={act.isPending}
      error={act.error}
    >
      {props.children}
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={props.rule}
        subject={props.subject}
        label={props.label}
        maxLength={props.maxLength}
        lines={props.lines ?? 2}
        autoFocus
      />
    </FormDialog>
  );
}

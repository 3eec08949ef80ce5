import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useVaultClient } from '../../lib/vault.ts';
import { reasonText } from '../../lib/reason-text.ts';
import { useNotify } from '../notify.tsx';
import type { CaseDesk, CaseLine, OpenedCase } from './case-desk.ts';
import { FlowLine } from './flow-line.tsx';
import { useCaseHome } from './use-case-home.ts';
import { useDecision } from './use-decision.tsx';
import { useFlowWords } from './words.ts';

interface Began {
  /** Version that the form goes on from; null for a new case. */
  readonly version: number | null;
  readonly leave: (to?: string, search?: true | Record<string, string>) => void;
}

/** The step that is taken with the form of a case, or of a new one. */
export function stepOfForm<Line extends CaseLine, Opened extends OpenedCase>(
  { flow, withForm }: CaseDesk<Line, Opened>,
  opened: Opened | null,
): { step: string; asks: boolean } {
  const step = withForm.find((each) => opened?.open.includes(each)) ?? withForm[0] ?? '';
  return { step, asks: flow.steps[step]?.only === 'asker' };
}

/** What a form does for a case besides its fields: what it is called, how it is saved and decided, what stands above. */
export function useCaseForm<Line extends CaseLine, Opened extends OpenedCase>(
  desk: CaseDesk<Line, Opened>,
  opened: Opened | null,
  { version, leave }: Began,
) {
  const word = useFlowWords(desk.flow.name);
  const notify = useNotify();
  const home = useCaseHome(desk.flow.name);
  const calls = desk.calls(useVaultClient());
  const { decide, giveBack, dialog } = useDecision(desk, opened, version, leave);
  const { step, asks } = stepOfForm(desk, opened);
  const isNew = opened === null || opened.state === desk.flow.states[0];
  const saving = useMutation({
    mutationFn: (save: { input: Opened['input']; submit: boolean }) =>
      calls.save.mutate({ id: opened?.id ?? null, version, ...save }),
    onSuccess: (_saved, { submit }) => {
      notify.done(word(submit ? 'done.submit' : isNew ? 'kept' : 'changes_kept'));
      const state = submit ? desk.flow.steps[step]?.to : (opened?.state ?? desk.flow.states[0]);
      const { to, search } = home(state ?? '');
      leave(to, search);
    },
  });
  return {
    asks,
    decide,
    dialog,
    save: (submit: boolean) => (input: Opened['input']) => saving.mutate({ input, submit }),
    page: {
      title: word(asks ? (opened ? 'edit' : 'new') : `title.${step}`),
      submitLabel: word(`do.${step}`),
      pending: saving.isPending,
      error: saving.error,
    },
    actions: (onKeep: () => void) => (
      <>
        {giveBack}
        {asks && (
          <Button variant="outlined" disabled={saving.isPending} onClick={onKeep}>
            {word(isNew ? 'keep' : 'keep_changes')}
          </Button>
        )}
      </>
    ),
  };
}

/** What has become of a case so far, why it came back, and that it cannot be read. */
export function CaseHead<Line extends CaseLine, Opened extends OpenedCase>(props: {
  desk: CaseDesk<Line, Opened>;
  opened: Opened;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { desk, opened } = props;
  const { name } = desk.flow;
  const word = useFlowWords(name);
  const { asks } = stepOfForm(desk, opened);
  const last = opened.line.findLast(({ at }) => at !== null);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {last && <FlowLine flow={name} steps={opened.line} />}
      {last?.step === 'return' && (
        <Alert severity="warning">
          {word('returned_because', { name: last.person ?? '', reason: reasonText(t, name, last) })}
        </Alert>
      )}
      {opened.unreadable && (
        <Alert severity={asks ? 'warning' : 'error'}>
          {asks ? word('unreadable_form') : t(`errors:${name}.unreadable`)}
        </Alert>
      )}
      {props.children}
    </Box>
  );
}

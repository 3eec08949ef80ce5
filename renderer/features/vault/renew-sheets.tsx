import { Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { PasswordInput } from '../../components/form/password-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Section } from '../../components/page.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { useSession } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { namesText } from '../../lib/names-text.ts';
import { QuizStep } from './create/quiz-step.tsx';
import { SheetsStep } from './create/sheets-step.tsx';
import { SheetFields } from './sheet-fields.tsx';
import { NO_SHEETS, sheetsShape } from './sheets.ts';

type Outputs = inferRouterOutputs<AppRouter>['vault'];
export type DraftedSheets = Outputs['draftSheets'];
type Answers = Parameters<Parameters<typeof QuizStep>[0]['onNext']>[0];

/** Printed, typed back in part, signed for by a second person; until then the sheets in force are what they were. */
export function RenewSheets(props: {
  draft: DraftedSheets;
  confirmers: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { vault } = useSession();
  const [isPrinted, setPrinted] = useState(false);
  const [answers, setAnswers] = useState<Answers | null>(null);
  const { draft, confirmers, onClose } = props;
  return (
    <Section title={t('vault:sheet.set', { set: draft.set })}>
      <Typography sx={{ mb: 2 }}>
        {t(isPrinted ? 'vault:sheets.step.quiz' : 'vault:sheets.step.print')}
      </Typography>
      {isPrinted ? (
        <QuizStep
          quiz={draft.quiz}
          pending={false}
          nextLabel={t('common:next')}
          onBack={() => setPrinted(false)}
          onNext={setAnswers}
        />
      ) : (
        <SheetsStep
          facts={{ ...vault, ...draft }}
          instantText={instantText}
          onBack={onClose}
          onNext={() => setPrinted(true)}
        />
      )}
      {answers && (
        <SecondPerson
          draft={draft}
          answers={answers}
          confirmers={confirmers}
          onClose={() => setAnswers(null)}
          onDone={onClose}
        />
      )}
    </Section>
  );
}

const person = z.strictObject({
  login: z.string().trim().min(1).max(60),
  password: z.string().min(1),
  first: z.string(),
  second: z.string(),
});
const typed = z.strictObject({ login: z.string(), password: z.string(), ...sheetsShape });

function SecondPerson(props: {
  draft: DraftedSheets;
  answers: Answers;
  confirmers: readonly string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const queries = useQueryClient();
  const { draft, answers, confirmers } = props;
  const isAlone = confirmers.length === 0;
  const form = useAppForm(isAlone ? typed : person, { login: '', password: '', ...NO_SHEETS });
  const renew = useMutation(
    vault.vault.renewSheets.mutationOptions({
      onSuccess: async ({ set }) => {
        notify.done(t('vault:sheets.done', { set }));
        props.onDone();
        await queries.invalidateQueries({ queryKey: vault.vault.sheets.queryKey() });
      },
    }),
  );
  const submit = form.handleSubmit(({ login, password, first, second }) =>
    renew.mutate({
      draftId: draft.draftId,
      answers,
      second: isAlone ? { sheets: [first, second] } : { login, password },
    }),
  );
  return (
    <FormDialog
      title={t('vault:sheets.second')}
      submitLabel={t('vault:sheets.sign')}
      pending={renew.isPending}
      error={renew.error}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Typography>
        {isAlone
          ? t('vault:sheets.nobody')
          : t('vault:sheets.second_text', { names: namesText(t, confirmers) })}
      </Typography>
      <FieldGrid columns={1}>
        {isAlone ? (
          <SheetFields control={form.control} first="first" second="second" />
        ) : (
          <>
            <TextInput control={form.control} name="login" label={t('vault:login')} required autoFocus />
            <PasswordInput control={form.control} name="password" label={t('vault:password')} required />
          </>
        )}
      </FieldGrid>
    </FormDialog>
  );
}

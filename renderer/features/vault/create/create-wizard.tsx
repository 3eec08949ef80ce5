import { Alert, Box, Step, StepLabel, Stepper } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVault } from '../../../lib/vault.ts';
import { errorText } from '../../../lib/errors.ts';
import type { VaultFile } from '../vault-file.ts';
import { computerTimeText } from '../computer-time.ts';
import { GateLayout, GateTitle } from '../gate-layout.tsx';
import { useRemember } from '../use-remember.ts';
import { AccountsStep, type AccountsInput } from './accounts-step.tsx';
import type { CompanyInput } from './company-input.ts';
import { CompanyStep } from './company-step.tsx';
import { DoneStep } from './done-step.tsx';
import { QuizStep } from './quiz-step.tsx';
import { SheetsStep } from './sheets-step.tsx';
import type { OneTimeCode } from './sheets-html.ts';

const steps = ['company', 'accounts', 'sheets', 'quiz', 'done'] as const;
type StepName = (typeof steps)[number];

interface CreateWizardProps {
  readonly onCancel: () => void;
  readonly onFile: (file: VaultFile) => void;
  readonly onOpened: () => void;
}

/** A new vault: company and place, first accounts, recovery sheets on paper and proven, one-time codes. */
export function CreateWizard(props: CreateWizardProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const remember = useRemember();
  const [step, setStep] = useState<StepName>('company');
  const [company, setCompany] = useState<CompanyInput | null>(null);
  const [people, setPeople] = useState<AccountsInput | null>(null);
  const [codes, setCodes] = useState<readonly OneTimeCode[]>([]);
  const draft = useMutation(vault.vault.draftCreate.mutationOptions({ onSuccess: () => setStep('sheets') }));
  const create = useMutation(
    vault.vault.create.mutationOptions({
      onSuccess: (made, { admin, token }) => {
        remember(admin.login, token);
        if (company) props.onFile(company.file);
        setCodes(made.codes);
        setStep('done');
      },
    }),
  );
  const error = draft.error ?? create.error;
  return (
    <GateLayout wide>
      <Box className="wizard" sx={{ pb: 6 }}>
        <GateTitle title={t('vault:create.title')}>{t(`vault:create.${step}.text`)}</GateTitle>
        <Stepper activeStep={steps.indexOf(step)} sx={{ mb: 3 }}>
          {steps.map((name) => (
            <Step key={name}>
              <StepLabel>{t(`vault:create.${name}.step`)}</StepLabel>
            </Step>
          ))}
        </Stepper>
        {error && (
          <Alert severity="error" sx={{ mb: 2 }}>
            {errorText(t, error)}
          </Alert>
        )}
        {step === 'company' && (
          <CompanyStep
            initial={company}
            onCancel={props.onCancel}
            onNext={(input) => {
              setCompany(input);
              setStep('accounts');
            }}
          />
        )}
        {step === 'accounts' && company && (
          <AccountsStep
            initial={people}
            pending={draft.isPending}
            onBack={() => setStep('company')}
            onNext={(input) => {
              setPeople(input);
              const { pattern: archiveNoPattern, fonds } = company;
              draft.mutate({ company: company.company, fonds, archiveNoPattern });
            }}
          />
        )}
        {step === 'sheets' && company && draft.data && (
          <SheetsStep
            facts={{ ...company, ...draft.data, set: 1 }}
            instantText={computerTimeText}
            onBack={() => setStep('accounts')}
            onNext={() => setStep('quiz')}
          />
        )}
        {step === 'quiz' && company && people && draft.data && (
          <QuizStep
            quiz={draft.data.quiz}
            pending={create.isPending}
            onBack={() => setStep('sheets')}
            onNext={(answers) =>
              create.mutate({
                draftId: draft.data.draftId,
                token: company.file.token,
                admin: people.admin,
                accounts: people.accounts.map(({ role, ...account }) => ({
                  ...account,
                  roles: [role],
                  department: null,
                })),
                answers,
              })
            }
          />
        )}
        {step === 'done' && company && (
          <DoneStep
            company={company.company}
            codes={codes}
            archivist={people?.accounts.find(({ role }) => role === 'archivist')}
            onEnter={props.onOpened}
          />
        )}
      </Box>
    </GateLayout>
  );
}

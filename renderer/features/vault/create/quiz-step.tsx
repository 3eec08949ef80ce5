import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../../components/form/field-frame.tsx';
import { Form } from '../../../components/form/form.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { WizardButtons } from './wizard-buttons.tsx';

interface Question {
  readonly sheet: number;
  readonly line: number;
}

interface QuizStepProps {
  readonly quiz: readonly Question[];
  readonly pending: boolean;
  /** Absent: that of the wizard. */
  readonly nextLabel?: string;
  readonly onBack: () => void;
  readonly onNext: (answers: Array<Question & { text: string }>) => void;
}

const schema = z.strictObject({
  answers: z.array(
    z.strictObject({ sheet: z.int(), line: z.int(), text: z.string().trim().min(1).max(100) }),
  ),
});

/** Lines typed back from the paper: the vault is made only when the sheets are proven to be at hand. */
export function QuizStep(props: QuizStepProps) {
  const { t } = useTranslation();
  const form = useAppForm(schema, { answers: props.quiz.map((question) => ({ ...question, text: '' })) });
  const submit = form.handleSubmit(({ answers }) => props.onNext(answers));
  return (
    <Form label={t('vault:create.quiz.step')} onSubmit={() => void submit()}>
      <FieldGrid columns={1}>
        {props.quiz.map((question, index) => (
          <TextInput
            key={`${question.sheet}-${question.line}`}
            control={form.control}
            name={`answers.${index}.text`}
            label={t('vault:create.quiz.line', { sheet: question.sheet, line: question.line })}
            required
            figures
            autoFocus={index === 0}
          />
        ))}
      </FieldGrid>
      <WizardButtons
        onBack={props.onBack}
        nextLabel={props.nextLabel ?? t('vault:create.quiz.next')}
        pending={props.pending}
      />
    </Form>
  );
}

import { Button } from '@mui/material';
import { useState } from 'react';
import { inspectionFlow, type InspectionStep } from '../../../../db/domain/inspection.ts';
import { useFlowWords } from '../../../components/flow/words.ts';
import type { Inspection } from '../inspection-types.ts';
import { OpenArchives } from './open-archives.tsx';
import { SigningDialog } from './signing-dialog.tsx';
import { HELD_ID, useTestMissing } from './test-since.tsx';

/** In the order of the buttons: what leads on stands last, at the edge. */
const ORDER = ['give_up', 'withdraw', 'return', 'send_back', 'cosign', 'sign', 'review', 'approve'] as const;
export type SigningStep = (typeof ORDER)[number];

/** The steps that this person may take now: nobody reviews what they inspected, nor signs for what others did. */
export function stepsOf({ open, inspectedByMe, inspected, total }: Inspection): SigningStep[] {
  const isMine: Readonly<Partial<Record<InspectionStep, boolean>>> = {
    sign: inspectedByMe,
    cosign: inspectedByMe,
    withdraw: inspectedByMe,
    review: !inspectedByMe,
    approve: !inspectedByMe,
    give_up: inspected < total,
  };
  return ORDER.filter((step) => open.includes(step) && (isMine[step] ?? true));
}

/** A step that does not lead to the record being whole and signed. */
const isWayOut = (step: SigningStep): boolean =>
  step === 'give_up' || Boolean(inspectionFlow.steps[step].ends);

/** What leads on stands out, but for signing what is not finished; to give it up is not what one is to press. */
function variantOf(step: SigningStep, isLast: boolean, isUnfinished: boolean) {
  if (step === 'give_up') return 'text';
  return isLast && !isWayOut(step) && !(step === 'sign' && isUnfinished) ? 'contained' : 'outlined';
}

/** A button for each; what is not finished is not signed, and says what is open; nor what waits for its test. */
export function SigningActions({ inspection }: { inspection: Inspection }) {
  const word = useFlowWords(inspectionFlow.name);
  const [step, setStep] = useState<SigningStep | null>(null);
  const steps = stepsOf(inspection);
  const close = () => setStep(null);
  const isUnfinished = inspection.inspected < inspection.total;
  const isHeld = useTestMissing(inspection) !== null;
  const isOpen = step === 'sign' && isUnfinished;
  // To give it up is offered where signing is refused: nobody comes upon it while they inspect.
  const shown = steps.filter((each) => each !== 'give_up' || !steps.includes('sign'));
  return (
    <>
      {shown.map((each) => (
        <Button
          key={each}
          variant={variantOf(each, each === shown.at(-1), isUnfinished)}
          color={each === 'give_up' ? 'inherit' : isWayOut(each) ? 'warning' : 'primary'}
          {...(each === 'sign' && isHeld && { disabled: true, 'aria-describedby': HELD_ID })}
          onClick={() => setStep(each)}
        >
          {word(`ask.${each}`)}
        </Button>
      ))}
      {isOpen && (
        <OpenArchives
          inspection={inspection}
          onGiveUp={steps.includes('give_up') ? () => setStep('give_up') : null}
          onClose={close}
        />
      )}
      {step && !isOpen && <SigningDialog inspection={inspection} step={step} onClose={close} />}
    </>
  );
}

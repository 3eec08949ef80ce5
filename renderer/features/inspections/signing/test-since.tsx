import { Box, Link, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session.tsx';
import { useInstantText } from '../../../lib/use-today.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { TestMark } from '../../properties/test-view.tsx';
import type { Inspection } from '../inspection-types.ts';

/** The test since the opening, as signing goes by it: when it was, what came of it, and the way to it. */
export function TestSince({ test }: Pick<Inspection, 'test'>) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
      {test ? (
        <>
          <Typography className="figures">{instantText(test.endedAt)}</Typography>
          <TestMark test={test} />
        </>
      ) : (
        <StateMark tone="due" label={t('inspections:test.none')} />
      )}
      <TestLink test={test} />
    </Box>
  );
}

/** Words it by what is to be done there by whoever may. */
function TestLink({ test }: Pick<Inspection, 'test'>) {
  const { t } = useTranslation();
  const mayTest = useCan('properties.test');
  const mayHandle = useCan('properties.handle');
  const isToTest = !test?.isReadable && mayTest;
  const isToHandle = (test?.open ?? 0) > 0 && mayHandle;
  const toDo = isToTest ? 'go' : isToHandle ? 'handle' : 'look';
  return (
    <Link href={test ? `#/properties?test=${test.id}` : '#/properties'}>{t(`inspections:test.${toDo}`)}</Link>
  );
}

/** Why what is inspected cannot be signed yet: the test is to come, or a word on what failed in it. Null for nothing. */
export function useTestMissing(inspection: Inspection): 'none' | 'open' | 'unreadable' | null {
  const mayRead = useCan('properties.read');
  const { addendum, state, inspected, total, test } = inspection;
  // What is not finished says what is open first; who reads no tests is told by the vault.
  if (addendum > 0 || state !== 'running' || inspected < total || !mayRead) return null;
  if (!test) return 'none';
  if (!test.isReadable) return 'unreadable';
  return test.open > 0 ? 'open' : null;
}

/** Describes the button that it keeps from being pressed. */
export const HELD_ID = 'inspection-sign-held';

/** Under the buttons, for whoever could sign but for the test. */
export function SignHeld({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const missing = useTestMissing(inspection);
  const { open, inspectedByMe, test } = inspection;
  if (missing === null || !inspectedByMe || !open.includes('sign')) return null;
  return (
    <Box role="note" sx={{ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: 1.5 }}>
      <Typography id={HELD_ID} sx={{ color: 'warning.main' }}>
        {t(`inspections:test.held.${missing}`, { count: test?.open ?? 0 })}
      </Typography>
      <TestLink test={test} />
    </Box>
  );
}

import { Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../db/domain/reasons.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { useNotify } from '../notify.tsx';
import type { CaseDesk, CaseLine, OpenedCase } from './case-desk.ts';
import { DecisionDialog, type Change } from './decision-dialog.tsx';
import { useFlowWords } from './words.ts';

/** A step that is about to be taken. */
export interface Deciding {
  readonly step: string;
  /** What changed since it was asked for; absent where that is no question. */
  readonly changes?: readonly Change[];
  /** Takes it; returns what is said then, and where one goes. */
  readonly take: (reason: Reason | null) => Promise<{ readonly said: string; readonly to?: string }>;
}

interface Decisions {
  /** The open steps that are taken here, each with what begins it. */
  readonly gives: ReadonlyArray<{ readonly step: string; readonly begin: () => void }>;
  /** A button for each open step that gives the case back. */
  readonly giveBack: ReactNode;
  /** Asks before a step is taken. */
  readonly decide: (deciding: Deciding) => void;
  readonly dialog: ReactNode;
}

/** The decisions about a case at the version that was seen; none about one that is new. */
export function useDecision<Line extends CaseLine, Opened extends OpenedCase>(
  desk: CaseDesk<Line, Opened>,
  opened: Opened | null,
  version: number | null,
  onDone: (to?: string) => void,
): Decisions {
  const { t } = useTranslation();
  const word = useFlowWords(desk.flow.name);
  const notify = useNotify();
  const moves = desk.moves(useVaultClient());
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const taking = useMutation({
    mutationFn: ({ take, reason }: Pick<Deciding, 'take'> & { reason: Reason | null }) => take(reason),
    onSuccess: ({ said, to }) => {
      notify.done(said);
      onDone(to);
    },
  });
  if (!opened || version === null) return { gives: [], giveBack: null, decide: setDeciding, dialog: null };
  const { id, askedBy: name } = opened;
  const gives = Object.entries(moves)
    .filter(([step]) => opened.open.includes(step))
    .map(([step, move]) => {
      const take = async (reason: Reason | null) => {
        await move.mutate({ id, version, reason });
        return { said: word(`done.${step}`, { name }) };
      };
      return { step, begin: () => setDeciding({ step, take }) };
    });
  const giveBack = gives.map(({ step, begin }) => (
    <Button key={step} variant="outlined" color="warning" onClick={begin}>
      {word(`do.${step}`)}
    </Button>
  ));
  const close = () => {
    setDeciding(null);
    taking.reset();
  };
  const dialog = deciding && (
    <DecisionDialog
      flow={desk.flow}
      step={deciding.step}
      draft={`${desk.flow.name}.decide.${deciding.step}.${id}`}
      what={
        <>
          <Typography sx={{ fontWeight: 700 }}>{opened.name}</Typography>
          <Typography sx={{ color: 'text.secondary' }}>{desk.about(t, opened)}</Typography>
        </>
      }
      changes={deciding.changes}
      pending={taking.isPending}
      error={taking.error}
      onDecide={({ reason }, forget) => {
        // What is refused is said in the dialog, and its reason stays.
        void taking.mutateAsync({ take: deciding.take, reason }).then(forget, () => undefined);
      }}
      onClose={close}
    />
  );
  return { gives, giveBack, decide: setDeciding, dialog };
}

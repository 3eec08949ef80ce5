import { Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../db/domain/reasons.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { useNotify } from '../notify.tsx';
import type { DecisionDesk, ReadCase } from './case-desk.ts';
import { DecisionDialog, type Change, type Decision } from './decision-dialog.tsx';
import { useFlowWords } from './words.ts';

/** A step that is about to be taken. */
export interface Deciding {
  readonly step: string;
  /** What changed since it was asked for; absent where that is no question. */
  readonly changes?: readonly Change[];
  /** Takes it; returns what is said then, and where one goes. */
  readonly take: (
    reason: Reason | null,
    password: string,
  ) => Promise<{ readonly said: string; readonly to?: string }>;
}

interface Decisions {
  /** The open steps that are taken here, each with what begins it. */
  readonly gives: ReadonlyArray<{ readonly step: string; readonly begin: () => void }>;
  /** A button for each open step that gives the case back. */
  readonly giveBack: ReactNode;
  /** A button for each open step by which it goes on, but for those that are taken elsewhere. */
  readonly goOn: (elsewhere?: readonly string[]) => ReactNode;
  /** Asks before a step is taken. */
  readonly decide: (deciding: Deciding) => void;
  readonly dialog: ReactNode;
}

/** The decisions about a case at the version that was seen; none about one that is new. */
export function useDecision<Opened extends ReadCase>(
  desk: DecisionDesk<Opened>,
  opened: Opened | null,
  version: number | null,
  onDone: (to?: string) => void,
): Decisions {
  const { t } = useTranslation();
  const word = useFlowWords(desk.flow.name);
  const notify = useNotify();
  const client = useVaultClient();
  const moves = desk.moves(client);
  const takes = desk.takes?.(client) ?? {};
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const taking = useMutation({
    mutationFn: ({ take, reason, password }: Pick<Deciding, 'take'> & Decision) => take(reason, password),
    onSuccess: ({ said, to }) => {
      notify.done(said);
      onDone(to);
    },
  });
  if (!opened || version === null)
    return { gives: [], giveBack: null, goOn: () => null, decide: setDeciding, dialog: null };
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
  const goOn = (elsewhere: readonly string[] = []) =>
    Object.entries(takes)
      .filter(([step]) => opened.open.includes(step) && !elsewhere.includes(step))
      .map(([step, go]) => {
        const take = async (_reason: Reason | null, password: string) => {
          await go.mutate({ id, version, password });
          return { said: word(`done.${step}`, { name }) };
        };
        return (
          <Button key={step} variant="contained" onClick={() => setDeciding({ step, take })}>
            {word(`do.${step}`)}
          </Button>
        );
      });
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
      onDecide={(decision, forget) => {
        // What is refused is said in the dialog, and its reason stays.
        void taking.mutateAsync({ take: deciding.take, ...decision }).then(forget, () => undefined);
      }}
      onClose={close}
    />
  );
  return { gives, giveBack, goOn, decide: setDeciding, dialog };
}

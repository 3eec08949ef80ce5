import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useVaultClient } from '../../../lib/vault.ts';
import { useRefresh } from '../desk/use-desk-queries.ts';
import type { Inspection, Share } from '../inspection-types.ts';
import { givingOf, type Giving, type Place } from './places.ts';

/** What was said last in the window. */
type Said =
  | { readonly kind: 'given' | 'taken' | 'undone'; readonly change: readonly Giving[] }
  | { readonly kind: 'has_it'; readonly personId: number };

export interface Sharing {
  readonly said: Said | null;
  readonly pending: boolean;
  readonly error: unknown;
  /** Would leave nobody to review, and waits for a word. */
  readonly asked: Giving | null;
  readonly give: (personId: number, places: readonly Place[]) => void;
  readonly takeBack: (shares: readonly Share[]) => void;
  readonly undo: () => void;
  readonly insist: () => void;
  readonly letBe: () => void;
}

/** Gives parts of the shelves to people and takes them back; what was done last can be undone. */
export function useSharing({ id, shares, reviewers }: Inspection): Sharing {
  const { inspections } = useVaultClient();
  const refresh = useRefresh(id);
  const [said, setSaid] = useState<Said | null>(null);
  const [asked, setAsked] = useState<Giving | null>(null);
  const share = useMutation({
    mutationFn: (next: Exclude<Said, { kind: 'has_it' }>) =>
      inspections.share.mutate({ id, shares: next.change.flatMap(rowsOf) }),
    onSuccess: (_nothing, next) => {
      setSaid(next);
      refresh();
    },
  });
  const change = (giving: Giving) =>
    share.mutate({ kind: giving.given ? 'given' : 'taken', change: [giving] });
  return {
    said,
    pending: share.isPending,
    error: share.error,
    asked,
    give(personId, places) {
      if (places.length === 0 || share.isPending) return;
      const giving = givingOf(shares, personId, places);
      if (!giving) return setSaid({ kind: 'has_it', personId });
      const isLast = reviewers.length === 1 && reviewers[0]?.id === personId;
      if (giving.given && isLast) setAsked(giving);
      else change(giving);
    },
    takeBack(taken) {
      if (taken.length === 0 || share.isPending) return;
      const byPerson = Map.groupBy(taken, ({ personId }) => personId);
      const givings = [...byPerson].map(([personId, places]) => ({ personId, places, given: false }));
      share.mutate({ kind: 'taken', change: givings });
    },
    undo() {
      if (!said || said.kind === 'has_it' || said.kind === 'undone' || share.isPending) return;
      share.mutate({
        kind: 'undone',
        change: said.change.map((giving) => ({ ...giving, given: !giving.given })),
      });
    },
    insist() {
      if (asked) change(asked);
      setAsked(null);
    },
    letBe: () => setAsked(null),
  };
}

const rowsOf = ({ personId, places, given }: Giving) =>
  places.map(({ room, cabinet, fromLevel, toLevel }) => ({
    personId,
    room,
    cabinet,
    fromLevel,
    toLevel,
    given,
  }));

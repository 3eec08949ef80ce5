import { useState } from 'react';
import type { Node } from '../desk/level-tree.ts';

export interface Chosen {
  /** Where the keyboard is. */
  readonly at: string | null;
  /** What is chosen; the one with the keyboard where nothing else is. */
  readonly keys: ReadonlySet<string>;
  readonly move: (step: number, extend: boolean) => string | null;
  readonly pick: (key: string, how: 'one' | 'to_here' | 'also') => void;
}

/** Lines that are chosen as in a list of files: one, from one to another with Shift, single ones with Space or Ctrl. */
export function useChosen(shown: readonly Node[]): Chosen {
  const [at, setAt] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const here = at ?? shown[0]?.key ?? null;
  const between = (one: string | null, other: string): ReadonlySet<string> => {
    const ends = [one ?? other, other].map((key) => shown.findIndex((node) => node.key === key));
    return new Set(shown.slice(Math.min(...ends), Math.max(...ends) + 1).map(({ key }) => key));
  };
  const pick: Chosen['pick'] = (key, how) => {
    setAt(key);
    if (how === 'to_here') return setPicked(between(from ?? here, key));
    setFrom(key);
    if (how === 'one') return setPicked(new Set([key]));
    const next = new Set(picked.size === 0 && here && here !== key ? [here] : picked);
    if (!next.delete(key)) next.add(key);
    return setPicked(next);
  };
  return {
    at: here,
    keys: picked.size > 0 || here === null ? picked : new Set([here]),
    pick,
    move(step, extend) {
      const index = shown.findIndex((node) => node.key === here);
      const next = shown[Math.max(0, Math.min(shown.length - 1, index + step))];
      if (!next) return null;
      pick(next.key, extend ? 'to_here' : 'one');
      return next.key;
    },
  };
}

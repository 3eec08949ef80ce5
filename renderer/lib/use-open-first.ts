import { useEffect, useRef } from 'react';
import { useStable } from './use-stable.ts';

interface Found<T> {
  readonly first: T | undefined;
  /** What is there is found by the text, and not left of what was there before. */
  readonly isFound: boolean;
  readonly onOpen: (first: T) => void;
}

/** Opens the first of what `text` finds, as soon as that is found; whoever types on has thought better of it. */
export function useOpenFirst<T>(text: string, { first, isFound, onOpen }: Found<T>): () => void {
  const wanted = useRef<string | null>(null);
  const look = useStable(() => {
    if (wanted.current === text && !isFound) return;
    const isWanted = wanted.current === text;
    wanted.current = null;
    if (isWanted && first !== undefined) onOpen(first);
  });
  useEffect(look, [look, text, isFound, first]);
  return () => {
    wanted.current = text;
    look();
  };
}

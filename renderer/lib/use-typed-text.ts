import { useEffect, useState } from 'react';
import { useStable } from './use-stable.ts';

const RESTS_MS = 300;

/**
 * Text as it is typed, which is looked for at once; told to `onText` once typing rests. It comes back as `text` some
 * time later, when the address has it. What comes back is not taken for news: somebody has typed on by then.
 */
export function useTypedText(
  text: string,
  onText: (text: string) => void,
): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  /** Told and not come back yet, oldest first. */
  const [told, setTold] = useState<readonly string[]>([]);
  const tell = useStable(onText);
  if (text !== seen) {
    const at = told.indexOf(text);
    setSeen(text);
    setTold(at === -1 ? [] : told.slice(at + 1));
    // Changed from outside: a view chosen, filters cleared.
    if (at === -1) setTyped(text);
  }
  const newest = told.at(-1) ?? seen;
  useEffect(() => {
    if (typed === newest) return undefined;
    const timer = setTimeout(() => {
      setTold((before) => [...before, typed]);
      tell(typed);
    }, RESTS_MS);
    return () => clearTimeout(timer);
  }, [typed, newest, tell]);
  return [typed, setTyped];
}

import { useState } from 'react';

/** The very same value as before for as long as something is waited for, and else `value`, which must not be new without need. */
export function useKeptWhile<T>(isWaiting: boolean, value: T): T {
  const [kept, setKept] = useState(value);
  if (isWaiting) return kept;
  if (kept !== value) setKept(value);
  return value;
}

import { useEffect, useState } from 'react';
import { localDate } from './format.ts';

/** A computer that slept through midnight says so when somebody looks again, or a minute later. */
const LOOK_MS = 60_000;

/** The day of the computer's clock, which goes on at midnight while the window is open. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDate(new Date()));
  useEffect(() => {
    const look = () => setToday(localDate(new Date()));
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return today;
}

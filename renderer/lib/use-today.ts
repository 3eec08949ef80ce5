import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { dayIn, DEFAULT_ZONE, type Day } from '../../db/domain/dates.ts';
import { formatInstant } from './format.ts';
import { useVault } from './vault.ts';

/** A computer that slept through midnight says so when somebody looks again, or a minute later. */
const LOOK_MS = 60_000;

/** The time zone by whose calendar the department counts days, and by whose clocks times are shown and read. */
export function useZone(): string {
  const vault = useVault();
  // Whoever is signed in has the settings at hand: see `useFreshness`.
  const settings = useQuery({ ...vault.settings.get.queryOptions(), enabled: false });
  return settings.data?.timeZone ?? DEFAULT_ZONE;
}

/** Writes a moment (milliseconds UTC) as the department's clocks show it; the same function as long as its zone is. */
export function useInstantText(): (at: number) => string {
  const zone = useZone();
  return useCallback((at: number) => formatInstant(zone, at), [zone]);
}

/** The day where the department works, as the vault counts it; it goes on at midnight while the window is open. */
export function useToday(): Day {
  const zone = useZone();
  const [today, setToday] = useState(() => dayIn(zone, Date.now()));
  useEffect(() => {
    const look = () => setToday(dayIn(zone, Date.now()));
    look();
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [zone]);
  return today;
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { dayIn, DEFAULT_ZONE, type Day } from '../../db/domain/dates.ts';
import { useVault } from './vault.ts';

/** A computer that slept through midnight says so when somebody looks again, or a minute later. */
const LOOK_MS = 60_000;

/** The day where the department works, as the vault counts it; it goes on at midnight while the window is open. */
export function useToday(): Day {
  const vault = useVault();
  // Whoever is signed in has the settings at hand: see `useFreshness`.
  const settings = useQuery({ ...vault.settings.get.queryOptions(), enabled: false });
  const zone = settings.data?.timeZone ?? DEFAULT_ZONE;
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

import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useShellClient } from '../lib/vault.ts';
import { useSession } from '../lib/session.tsx';
import { createAppRouter } from './router.tsx';

const REPORT_MS = 20_000;
const lastPlace = { account: 0 };

/** The signed-in window: the screens, and word to the desktop that somebody is there. */
export function Desk() {
  const { account } = useSession();
  const [router] = useState(() => {
    // Somebody else's screen is not where a person begins.
    if (lastPlace.account !== 0 && lastPlace.account !== account.id) window.location.hash = '#/';
    lastPlace.account = account.id;
    return createAppRouter();
  });
  useActivityReports();
  return <RouterProvider router={router} />;
}

/** Typing, clicking and scrolling keep the vault open; at most one report in 20 seconds. */
function useActivityReports(): void {
  const shell = useShellClient();
  useEffect(() => {
    let last = 0;
    const report = () => {
      const now = performance.now();
      if (last > 0 && now - last < REPORT_MS) return;
      last = now;
      void shell.reportActivity.mutate();
    };
    const kinds = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;
    for (const kind of kinds) window.addEventListener(kind, report, { passive: true });
    report();
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, report);
    };
  }, [shell]);
}

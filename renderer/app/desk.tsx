import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useShellClient } from '../lib/vault.ts';
import { useSignsOfUse } from '../lib/use-signs.ts';
import { useSession } from '../lib/session.tsx';
import { createAppRouter } from './router.tsx';

const REPORT_MS = 20_000;
/** Whose screen the address is, as long as the window is open: the page itself starts over at each lock. */
const PLACE = 'kedang.place';

/** The signed-in window: the screens, and word to the desktop that somebody is there. */
export function Desk() {
  const { account } = useSession();
  const [router] = useState(() => {
    // Somebody else's screen is not where a person begins.
    const before = sessionStorage.getItem(PLACE);
    if (before !== null && before !== String(account.id)) window.location.hash = '#/';
    sessionStorage.setItem(PLACE, String(account.id));
    return createAppRouter();
  });
  useActivityReports();
  return <RouterProvider router={router} />;
}

/** Typing, clicking and scrolling keep the vault open; at most one report in 20 seconds. */
function useActivityReports(): void {
  const shell = useShellClient();
  const last = useRef(0);
  useSignsOfUse(() => {
    const now = performance.now();
    if (now - last.current < REPORT_MS) return;
    last.current = now;
    void shell.reportActivity.mutate();
  });
  useEffect(() => {
    last.current = performance.now();
    void shell.reportActivity.mutate();
  }, [shell]);
}

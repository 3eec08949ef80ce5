import { formatInstant } from '../../lib/format.ts';

/**
 * A moment (ISO text or milliseconds UTC) as this computer's clock shows it, `2026-11-22 09:05`; what is none is nothing.
 * For the gate alone: where the department works is not known before somebody is signed in.
 */
export function computerTimeText(instant: string | number): string {
  return formatInstant(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date(instant).getTime());
}

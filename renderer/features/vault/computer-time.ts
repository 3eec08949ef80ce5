const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A moment (ISO text or milliseconds UTC) as this computer's clock shows it, `2026-11-22 09:05`; what is none is nothing.
 * For the gate alone: where the department works is not known before somebody is signed in.
 */
export function computerTimeText(instant: string | number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

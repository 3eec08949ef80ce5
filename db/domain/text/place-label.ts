/** What the log and the windows call a folder: its own name, in a line. */
export function placeLabel(name: string): string {
  return [...name.replaceAll(/[/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ').trim()].slice(0, 40).join('');
}

/** A place, or a level, as it is written on lists and labels: `一号库房-A-2-15` (rules.md A4). */
export function shelfText(parts: {
  readonly room: string | null;
  readonly cabinet: string;
  readonly level: number;
  readonly position?: number;
}): string {
  const { room, cabinet, level, position } = parts;
  return [room, cabinet, level, position].filter((part) => part !== null && part !== undefined).join('-');
}

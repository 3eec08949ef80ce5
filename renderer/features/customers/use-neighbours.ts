import { useShortcut } from '../../lib/shortcuts.ts';
import { isBlank, type CustomerRow } from './list-query.ts';

/** Ctrl+↓ and Ctrl+↑ open the archive after and before the one that is open, in the order of the list. */
export function useNeighbours(
  rows: readonly CustomerRow[],
  openId: number | undefined,
  onOpen: (id: number) => void,
): void {
  const step = (by: 1 | -1) => {
    const at = rows.findIndex(({ id }) => id === openId);
    const row = at < 0 ? undefined : rows[at + by];
    if (row && !isBlank(row)) onOpen(row.id);
  };
  useShortcut('mod+arrowdown', () => step(1), openId !== undefined);
  useShortcut('mod+arrowup', () => step(-1), openId !== undefined);
}

import type { QueryContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { countCustomers } from '../customers/service.ts';

/** The start screen says how many archives there are: as many as after an import, or after it was taken back. */
export function noteCount(host: VaultHost, { reader }: Pick<QueryContext, 'reader'>): void {
  const { path } = host.requireVault().vault;
  host.ports.noteVault?.({ path, archives: countCustomers(reader) });
}

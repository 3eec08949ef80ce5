import type { Action } from '../../db/domain/permissions.ts';
import type { ShellCommand } from '../lib/bridge.ts';

export interface Starter {
  /** Words in `app:command.<key>` and `home:start.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly action: Action;
  /** Item of the desktop's menu that does the same. */
  readonly menu?: ShellCommand;
}

/** Commands that begin something: on the home screen, in the palette (Ctrl+K), in the desktop's menu. */
export const starters: readonly Starter[] = [
  { key: 'new_customer', to: '/customers/new', action: 'customers.create', menu: 'new' },
  { key: 'new_filing', to: '/filings/new', action: 'filings.submit' },
  { key: 'import', to: '/import', action: 'customers.import', menu: 'import' },
  { key: 'accounts', to: '/accounts', action: 'accounts.manage' },
  { key: 'verify', to: '/audit', action: 'audit.verify' },
];

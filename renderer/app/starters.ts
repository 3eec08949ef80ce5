import type { Action } from '../../db/domain/permissions.ts';

export interface Starter {
  /** Words in `app:command.<key>` and `home:start.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly action: Action;
}

/** Commands that begin something: on the home screen, in the palette (Ctrl+K), in the desktop's menu. */
export const starters: readonly Starter[] = [
  { key: 'accounts', to: '/accounts', action: 'accounts.manage' },
  { key: 'verify', to: '/audit', action: 'audit.verify' },
];

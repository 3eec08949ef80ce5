/** The two sides that a window can call, by type alone. */
export type { AppRouter } from '../../db/router/index.ts';
export type { ShellRouter } from '../../electron/shell/router.ts';

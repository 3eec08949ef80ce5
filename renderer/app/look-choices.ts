import type { Theme } from '../../electron/shell/values.ts';

/** Follow the system, or one of the two. */
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

import { join } from 'node:path';

/** What runs of tests keep for later ones; it may be taken away at any time. */
export const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'kedang-tests');

/** What Node compiled: threads and processes that tests start load some hundred modules each, so in half the time. */
export const COMPILED = join(CACHE, 'compiled');

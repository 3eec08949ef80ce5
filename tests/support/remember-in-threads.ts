/** Preloaded with `--import`: what `vitest.config.ts` does for modules of a test, for those of threads that it starts. */
import { registerHooks } from 'node:module';
import { withMemory } from './remembered-derivation.ts';

const DERIVATION = new URL('../../db/vault/key-derivation.ts', import.meta.url).href;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    return url === DERIVATION ? { ...loaded, source: withMemory(String(loaded.source)) } : loaded;
  },
});

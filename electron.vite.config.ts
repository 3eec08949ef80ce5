import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { fontFiles } from './db/features/documents/fonts.ts';

const from = (path: string): string => resolve(import.meta.dirname, path);

/** Provided by the desktop and by the native modules' own packages; everything else is bundled. */
const external = ['electron', 'better-sqlite3', '@resvg/resvg-js', /^node:/];

/** Lays the slices of the typeface of printed forms beside the archive worker, with their licence. */
function printFonts(): Plugin {
  const folder = from('node_modules/@fontsource/noto-serif-sc');
  return {
    name: 'print-fonts',
    generateBundle() {
      const emit = (fileName: string, path: string) =>
        this.emitFile({ type: 'asset', fileName, source: readFileSync(`${folder}/${path}`) });
      for (const file of fontFiles()) emit(`fonts/${file}`, `files/${file}`);
      emit('fonts/LICENSE.txt', 'LICENSE');
    },
  };
}

/** The ledger that a vault to try things in begins with. */
function sampleLedger(): Plugin {
  const name = 'ledger-sample.xlsx';
  return {
    name: 'sample-ledger',
    generateBundle() {
      const source = readFileSync(from(`resources/sample/${name}`));
      this.emitFile({ type: 'asset', fileName: `sample/${name}`, source });
    },
  };
}

export default defineConfig({
  main: {
    plugins: [printFonts(), sampleLedger()],
    // Its other entry declares `require`, which the built modules have already.
    resolve: { alias: [{ find: /^fflate$/, replacement: 'fflate/browser' }] },
    build: {
      externalizeDeps: false,
      outDir: from('out/main'),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external,
        input: {
          index: from('electron/main/index.ts'),
          'vault-worker': from('db/worker.ts'),
          'table-reader': from('db/features/import/reader.ts'),
          'long-reader': from('db/reads/process.ts'),
          'derivation-thread': from('db/vault/derivation-thread.ts'),
          'writing-thread': from('db/features/documents/writing-thread.ts'),
          'joining-thread': from('electron/paper/joining-thread.ts'),
          'entry-thread': from('db/features/search/index/entry-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: from('out/preload'),
      emptyOutDir: true,
      target: 'node24',
      reportCompressedSize: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: from('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('renderer'),
    base: '/',
    plugins: [react()],
    build: {
      outDir: from('out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 8192,
      reportCompressedSize: false,
      rolldownOptions: { input: from('renderer/index.html') },
    },
  },
});

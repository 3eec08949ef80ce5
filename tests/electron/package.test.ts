import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type * as ResvgModule from '@resvg/resvg-js';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../electron/build.ts';
import { documentSchema } from '../../db/domain/document/model.ts';
import { toDocx } from '../../db/features/documents/writers/docx.ts';
import { DOCUMENTS } from '../db/documents/exact.ts';
import { aDocument } from '../db/documents/support.ts';
import { makeStubElectron } from './support/stub-electron.ts';

const root = join(import.meta.dirname, '..', '..');
const work = mkdtempSync(join(tmpdir(), 'kedang-package-'));
const target = `linux-${process.arch}`;
const app = join(work, 'dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
const resources = join(app, 'resources');
let packed: string[] = [];

beforeAll(async () => {
  await ensureBuilt();
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  );
  const stub = makeStubElectron(join(work, 'electron'), version);
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const options = [`-c.electronDist=${stub}`, `-c.directories.output=${join(work, 'dist')}`];
  await promisify(execFile)(process.execPath, [cli, '--dir', '--linux', ...options], { cwd: root });
  packed = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll(sep, '/'),
  );
}, 240_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the packaged program', () => {
  test('holds the built output', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/index.js',
        '/out/main/vault-worker.js',
        '/out/main/table-reader.js',
        '/out/main/long-reader.js',
        '/out/main/writing-thread.js',
        '/out/main/joining-thread.js',
        '/out/preload/index.cjs',
        '/out/renderer/index.html',
      ]),
    );
  });

  test('has a thread that writes for Word what the sources write', async () => {
    const [, everything = {}] = DOCUMENTS[0] ?? [];
    const document = documentSchema.parse(aDocument(everything));
    const thread = new Worker(join(root, 'out', 'main', 'writing-thread.js'), {
      workerData: { kind: 'word', document },
    });
    const [written]: Array<{ result?: Uint8Array }> = await once(thread, 'message');
    await thread.terminate();
    expect(Buffer.from(written?.result ?? []).equals(Buffer.from(await toDocx(document)))).toBe(true);
  });

  test('draws a chart with what is packed beside it', async () => {
    const native = `resvg-js-${target}-gnu/resvgjs.${target}-gnu.node`;
    const load = createRequire(import.meta.url);
    const { Resvg } = load(
      join(resources, 'app.asar.unpacked', 'node_modules', '@resvg', native),
    ) as typeof ResvgModule;
    const image = new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>').render();
    expect([image.width, image.height]).toEqual([3, 2]);
  });

  test('loads what draws charts only where one is drawn', () => {
    const main = join(root, 'out', 'main');
    const parts = new Set<string>();
    const visit = (file: string) => {
      if (parts.has(file)) return;
      parts.add(file);
      const source = readFileSync(file, 'utf8');
      for (const [, path = ''] of source.matchAll(/^(?:import|export)\b[^'"]*?["'](\.[^'"]+)["']/gm))
        visit(join(dirname(file), path));
    };
    for (const entry of ['index.js', 'vault-worker.js', 'writing-thread.js']) visit(join(main, entry));
    const sources = [...parts].map((file) => readFileSync(file, 'utf8'));
    expect(sources.length).toBeGreaterThan(3);
    expect(sources.filter((source) => /from ["']@resvg|setPlatformAPI/.test(source))).toEqual([]);
  });

  test('holds nothing at its top but the build and its native modules', () => {
    expect(new Set(packed.map((path) => path.split('/')[1]))).toEqual(
      new Set(['node_modules', 'out', 'package.json']),
    );
    const modules = packed
      .filter((path) => path.startsWith('/node_modules/'))
      .map((path) => path.split('/')[2]);
    expect(new Set(modules)).toEqual(new Set(['@resvg', 'better-sqlite3']));
  });

  test('holds no source, test, map or build recipe', () => {
    const unwanted = packed.filter((path) =>
      /\.(ts|tsx|map|cpp|hpp|gyp|c|h|md)$|\.test\.|\/deps\/|\/src\//.test(path),
    );
    expect(unwanted).toEqual([]);
  });

  test('has the native modules of this platform alone, beside the vault where they can be loaded', () => {
    const native = packed.filter((path) => path.endsWith('.node'));
    expect(native).toEqual([
      expect.stringMatching(
        new RegExp(`^/node_modules/@resvg/resvg-js-${target}-gnu/resvgjs\\.${target}-gnu\\.node$`),
      ),
      `/node_modules/better-sqlite3/prebuilds/${target}.node`,
    ]);
    const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), {
      recursive: true,
      withFileTypes: true,
    });
    const files = unpacked.filter((entry) => entry.isFile()).map((entry) => entry.name);
    expect(files.toSorted()).toEqual([`${target}.node`, `resvgjs.${target}-gnu.node`]);
  });

  test('has the fuses of a program that runs only itself', async () => {
    const wire = await getCurrentFuseWire(join(app, 'kedang'));
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === '1'.charCodeAt(0);
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({ runAsNode: false, nodeOptions: false, inspect: false, integrity: true, onlyFromAsar: true });
  });
});

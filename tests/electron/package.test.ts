import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
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

  test('holds nothing at its top but the build and its one dependency', () => {
    expect(new Set(packed.map((path) => path.split('/')[1]))).toEqual(
      new Set(['node_modules', 'out', 'package.json']),
    );
    const modules = packed
      .filter((path) => path.startsWith('/node_modules/'))
      .map((path) => path.split('/')[2]);
    expect(new Set(modules)).toEqual(new Set(['better-sqlite3']));
  });

  test('holds no source, test, map or build recipe', () => {
    const unwanted = packed.filter((path) =>
      /\.(ts|tsx|map|cpp|hpp|gyp|c|h|md)$|\.test\.|\/deps\/|\/src\//.test(path),
    );
    expect(unwanted).toEqual([]);
  });

  test('has the native module of this platform alone, beside the vault where it can be loaded', () => {
    const native = packed.filter((path) => path.endsWith('.node'));
    expect(native).toEqual([`/node_modules/better-sqlite3/prebuilds/${target}.node`]);
    const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), {
      recursive: true,
      withFileTypes: true,
    });
    expect(unpacked.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual([`${target}.node`]);
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

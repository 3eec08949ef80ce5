import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'electron', 'package.ts');

test('packaging without a network ended in the stack of a failed download', () => {
  const empty = mkdtempSync(join(tmpdir(), 'kedang-offline-'));
  const { HTTPS_PROXY: _, https_proxy: __, ...env } = process.env;
  // For every platform: a binary that is installed here serves one of them at most.
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--win', '--mac', '--linux'], {
    encoding: 'utf8',
    env: {
      ...env,
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
      electron_config_cache: empty,
      LANG: 'en_GB.UTF-8',
      LC_ALL: '',
    },
  });
  rmSync(empty, { recursive: true });
  expect([status, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
  expect(stderr).toMatch(/electronDist.*ELECTRON_MIRROR/);
});

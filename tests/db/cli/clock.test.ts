import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, inject, test } from 'vitest';
import { TEST_PASSWORD } from '../../support/template.ts';

const CLI = resolve(import.meta.dirname, '../../../db/cli.ts');
const TABLE = resolve(import.meta.dirname, '../../fixtures/import/suppliers-gb18030.csv');

// The archive that tests copy was last used in March 2026 by its own clock; the command goes by the computer's.
test('an import says first when the computer’s date does not go with the vault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-cli-clock-'));
  const vault = join(folder, 'used-in-march.kda');
  const dryRun = () => {
    const result = spawnSync(process.execPath, [CLI, 'import', TABLE, '--dry-run', '--archive', vault], {
      encoding: 'utf8',
      env: { ...process.env, KEDANG_PASSWORD: TEST_PASSWORD, LANG: 'en_GB.UTF-8', LC_ALL: '' },
      timeout: 60_000,
    });
    return { exit: result.status, said: result.stderr };
  };
  try {
    for (const end of ['', '.keys']) copyFileSync(`${inject('templateVault')}${end}`, `${vault}${end}`);
    const first = dryRun();
    expect(first.exit).toBe(0);
    expect(first.said).toMatch(/^The computer’s date is \d{4}-\d\d-\d\d, \d+ day\(s\) after the last work/);
    expect(dryRun()).toEqual({ exit: 0, said: '' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../../electron/shell/bridge.ts';
import type { App } from './app.ts';

export const COMPANY = '佛山市金艺五金电器有限公司';
export const PASSWORD = '五金电器客户档案 2026';
export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const FIXTURES = join(ROOT, 'tests', 'fixtures', 'import');
/** A ledger shaped like the department's: title lines, merged cells, totals. */
export const LEDGER = join(FIXTURES, 'ledger-2025.xlsx');

/** Where the archive of a journey lies: a folder of its own, as a person would choose one. */
export function archivePlace(folder: string): string {
  return join(mkdtempSync(join(folder, 'documents-')), '客户档案.kda');
}

/** A trial archive made by the command line: one account for each role, the login being the role. */
export function createTrialArchive(folder: string): string {
  const path = archivePlace(folder);
  const cli = [
    join(ROOT, 'db', 'cli.ts'),
    'create',
    '--archive',
    path,
    '--company',
    COMPANY,
    '--fonds',
    'QZ01',
  ];
  const recovery = join(folder, 'recovery.txt');
  const made = spawnSync(process.execPath, [...cli, '--recovery', recovery, '--trial'], {
    env: { ...process.env, KEDANG_PASSWORD: PASSWORD },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return path;
}

/** What the archive answers to a call of the signed-in person, made past the screens: what others do meanwhile. */
export function callArchive(
  { page }: App,
  kind: Operation['kind'],
  path: string,
  input: unknown,
): Promise<unknown> {
  const operation: Operation = { id: 900_000, target: 'archive', kind, path, input };
  return page.evaluate(async (asked) => {
    const result = await window.kedang.request(asked);
    if (!result.ok) throw new Error(result.error.code);
    return result.data;
  }, operation);
}

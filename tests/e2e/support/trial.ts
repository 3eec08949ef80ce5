import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../../electron/shell/bridge.ts';
import type { App } from './app.ts';

export const COMPANY = '佛山市金艺五金电器有限公司';
export const PASSWORD = '五金电器客户档案 2026';
export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const FIXTURES = join(ROOT, 'tests', 'fixtures', 'import');
/** A ledger shaped like the department's: title lines, merged cells, totals. */
export const LEDGER = join(FIXTURES, 'ledger-2025.xlsx');

/** Where the vault of a journey lies: a folder of its own, as a person would choose one. */
export function vaultPlace(folder: string): string {
  return join(mkdtempSync(join(folder, 'documents-')), '客户档案.kda');
}

/** Names the folder in which a run keeps the vaults that its journeys copy. */
export const MADE = 'KEDANG_TEST_TRIALS';

/**
 * A trial vault made by the command line: one account for each role, the login being the role. It is made once in a
 * run and copied; with `ledger` it holds the department's ledger.
 */
export function createTrialVault(folder: string, { ledger = false } = {}): string {
  const path = vaultPlace(folder);
  copyVault(ledger ? makeOnce('ledger', fillLedger) : makeOnce('trial', createTrial), path);
  return path;
}

function copyVault(from: string, to: string): void {
  copyFileSync(from, to);
  copyFileSync(`${from}.keys`, `${to}.keys`);
}

/** Put in place whole: two journeys may make it at once. */
function makeOnce(name: string, make: (path: string) => void): string {
  const kept = process.env[MADE];
  if (kept === undefined) throw new Error(`${MADE} is not set`);
  const place = join(kept, name);
  if (!existsSync(place)) {
    const making = mkdtempSync(join(kept, 'making-'));
    make(join(making, 'made.kda'));
    if (!existsSync(place)) renameSync(making, place);
  }
  return join(place, 'made.kda');
}

function createTrial(path: string): void {
  commandLine('create', path, [
    '--company',
    COMPANY,
    '--fonds',
    'QZ01',
    '--recovery',
    `${path}.txt`,
    '--trial',
  ]);
}

function fillLedger(path: string): void {
  copyVault(makeOnce('trial', createTrial), path);
  commandLine('import', path, [LEDGER, '--user', 'archivist']);
}

function commandLine(command: string, path: string, args: readonly string[]): void {
  const line = [join(ROOT, 'db', 'cli.ts'), command, '--archive', path, ...args];
  const made = spawnSync(process.execPath, line, {
    env: { ...process.env, KEDANG_PASSWORD: PASSWORD },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
}

/** What the vault answers to a call of the signed-in person, made past the screens: what others do meanwhile. */
export function callVault(
  { page }: App,
  kind: Operation['kind'],
  path: string,
  input: unknown,
): Promise<unknown> {
  const operation: Operation = { id: 900_000, target: 'vault', kind, path, input };
  return page.evaluate(async (asked) => {
    const result = await window.kedang.request(asked);
    if (!result.ok) throw new Error(result.error.code);
    return result.data;
  }, operation);
}

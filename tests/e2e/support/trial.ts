import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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

/** Names the folder with the vaults that the journeys of a run copy. */
export const MADE = 'KEDANG_TEST_TRIALS';

export const madeIn = (folder: string, name: 'trial' | 'ledger' | 'real'): string =>
  join(folder, `${name}.kda`);

/** Stands beside a vault once it is made. */
export const readyMark = (vault: string): string => `${vault}.made`;

const MADE_WITHIN_MS = 60_000;

/** A copy of the trial vault; with `ledger` of the one that holds the ledger. The first journeys wait for them. */
export function createTrialVault(folder: string, { ledger = false } = {}): Promise<string> {
  return copyOf(ledger ? 'ledger' : 'trial', folder);
}

/** A copy of one that is in real use, with a few people. */
export const createRealVault = (folder: string): Promise<string> => copyOf('real', folder);

async function copyOf(name: Parameters<typeof madeIn>[1], folder: string): Promise<string> {
  const made = process.env[MADE];
  if (made === undefined) throw new Error(`${MADE} is not set`);
  const from = madeIn(made, name);
  const latest = Date.now() + MADE_WITHIN_MS;
  while (!existsSync(readyMark(from))) {
    if (Date.now() > latest) throw new Error(`${from} was not made`);
    await wait(100);
  }
  const path = vaultPlace(folder);
  copyVault(from, path);
  return path;
}

export function copyVault(from: string, to: string): void {
  // The anchors too, as whoever moves an archive would: without them the look at everything misses them.
  for (const end of ['', '.keys', '.anchors']) if (existsSync(from + end)) copyFileSync(from + end, to + end);
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

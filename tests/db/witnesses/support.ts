import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Caller } from '../../../db/router/dispatch.ts';
import { databaseFiles, pathsOf } from '../../../db/vault/index.ts';
import { TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

/** Where on this computer it stands what was last seen of a vault. */
export const ownFolder = ({ folder, opened }: TestVault): string =>
  join(folder, 'program', 'witness', opened.facts.archiveId);

/** The files of a vault with which it opens; its anchors stay where they are. */
const filesOf = (path: string): string[] => [
  ...databaseFiles(path),
  pathsOf(path).keys,
  pathsOf(path).oldKeys,
];

/** Keeps the files of a closed vault as they are; what is returned puts them back. */
export function keepFiles({ path }: TestVault): () => void {
  const kept = join(dirname(path), `kept-${readdirSync(dirname(path)).length}-${basename(path)}`);
  const there = filesOf(path).filter((file) => existsSync(file));
  const keptAs = (file: string) => kept + file.slice(path.length);
  for (const file of there) copyFileSync(file, keptAs(file));
  return () => {
    for (const file of filesOf(path)) rmSync(file, { force: true });
    for (const file of there) copyFileSync(keptAs(file), file);
  };
}

type Second = Parameters<Caller['vault']['unlockWithSecond']>[0]['second'];

export const SYSTEM_ADMIN: Second = { login: 'system_admin', password: TEST_PASSWORD };

/** Opens a closed vault with two people, on a connection of its own. */
export function openWithSecond(vault: TestVault, second: Second, login = 'supervisor') {
  const token = vault.grant('two', vault.path);
  return vault.stranger('two').vault.unlockWithSecond({ token, login, password: TEST_PASSWORD, second });
}

/** The refusal of an opening: its code, with its data; null where it opened. */
export async function refusalOf(opening: Promise<unknown>) {
  try {
    await opening;
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause as Error & { code: string; data: Record<string, unknown> };
  }
}

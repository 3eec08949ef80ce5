import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { systemClock } from '../../db/clock.ts';
import { DEFAULT_PATTERN } from '../../db/domain/archive-no.ts';
import type { Clock } from '../../db/domain/dates.ts';
import { ROLES, type Role } from '../../db/domain/roles.ts';
import { makeVault, unlock } from '../../db/features/vault/service.ts';
import { readLongHere, readTableHere } from './here.ts';
import { callerFor } from '../../db/router/dispatch.ts';
import { newHost } from '../../db/router/host.ts';
import { FLOOR_COST, prepareVault, sheetText } from '../../db/vault/index.ts';
import type { VaultHost } from '../../db/work/host.ts';
import { derive } from '../../db/vault/key-derivation.ts';
import { decodeKeysFile } from '../../db/vault/keys-file.ts';
import { CACHE } from './cache.ts';
import { TestClock } from './clock.ts';
import { twoAtATime } from './two-at-a-time.ts';
import { rememberedDerivations, remembering } from './remembered-derivation.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A closed vault with one account per role, to be copied by every test that wants one. */
    templateVault: string;
  }
}

/** The password of every account of a test vault. */
export const TEST_PASSWORD = 'correct horse battery';

const root = join(import.meta.dirname, '..', '..');
/** What the template is made of: it is made anew when one of these has changed. */
const SOURCES = ['db', 'resources/lists', 'tests/support', 'package-lock.json'];

/** Makes the vault that tests copy, and keeps it for later runs of the same sources. */
export default async function setup(project: TestProject): Promise<void> {
  const folder = join(CACHE, digestOf(SOURCES.map((source) => join(root, source))));
  if (!existsSync(folder)) await makeTemplate(folder);
  project.provide('templateVault', join(folder, 'template.kda'));
}

/** Where the keys of the template's accounts are kept, for `remembered-derivation.ts`. */
export const derivationsBeside = (template: string): string => join(dirname(template), 'derivations.json');

const sheetsBeside = (template: string): string => join(dirname(template), 'sheets.json');

/** The three recovery sheets of the template, as one types them. */
export function sheetsOf(template: string): [string, string, string] {
  return JSON.parse(readFileSync(sheetsBeside(template), 'utf8'));
}

/** Made elsewhere and put in place whole: several runs may make it at once. */
async function makeTemplate(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  removeOld();
  const making = mkdtempSync(join(CACHE, 'making-'));
  const path = join(making, 'template.kda');
  await fillTemplate(path);
  await rememberKeys(path);
  await makeTodays(path);
  writeFileSync(derivationsBeside(path), rememberedDerivations());
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Derives the keys of the accounts once more, for the memory. */
async function rememberKeys(path: string): Promise<void> {
  const { slots } = decodeKeysFile(readFileSync(`${path}.keys`));
  await twoAtATime(slots, ({ derivationSalt, cost }) =>
    remembering(derive)(TEST_PASSWORD, derivationSalt, cost),
  );
}

/** The template for programs that go by the computer's clock, for which it was last used long ago. */
export const todaysTemplate = (template: string): string => join(dirname(template), 'today.kda');

/** A copy of the template, with two sheets' word that the computer's date is right. */
async function makeTodays(template: string): Promise<void> {
  const path = todaysTemplate(template);
  for (const end of ['', '.keys']) copyFileSync(template + end, path + end);
  const call = { host: newTemplateHost(systemClock), origin: { connection: 'template', seq: 0 } };
  await unlock(call, path, 'supervisor', TEST_PASSWORD);
  const [one, two] = sheetsOf(template);
  await callerFor(call.host, call.origin).clock.vouchWithSheets({ sheets: [one, two] });
  call.host.signOutAll('closed');
}

/** A run that is going on may still copy from what was made today. */
function removeOld(): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (statSync(path).mtimeMs < yesterday) rmSync(path, { recursive: true, force: true });
  }
}

/** One digest over the names and contents of all files below. */
function digestOf(paths: readonly string[]): string {
  const digest = createHash('sha256');
  for (const path of paths.flatMap(filesIn)) digest.update(path).update(readFileSync(path));
  return digest.digest('hex').slice(0, 16);
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesIn(join(path, name)));
}

function newTemplateHost(clock: Clock): VaultHost {
  return newHost({
    clock,
    cost: FLOOR_COST,
    readTable: readTableHere,
    readLong: readLongHere,
    emit: () => {},
    isCancelled: () => false,
  });
}

async function fillTemplate(path: string): Promise<void> {
  const host = newTemplateHost(new TestClock());
  const roles: readonly Role[] = ['system_admin', ...ROLES.filter((role) => role !== 'system_admin')];
  const accounts = roles.map((role) => ({
    login: role,
    name: role,
    roles: [role],
    department: null,
    secret: TEST_PASSWORD,
    oneTime: false,
  }));
  const call = { host, origin: { connection: 'template', seq: 0 } };
  const facts = {
    company: '佛山市测试五金有限公司',
    fonds: 'QZ01',
    archiveNoPattern: DEFAULT_PATTERN,
    trial: false,
    accounts,
  };
  const prepared = await prepareVault();
  // Sheets are wiped with the making.
  writeFileSync(sheetsBeside(path), JSON.stringify(prepared.sheets.map(sheetText)));
  await makeVault(call, path, prepared, facts);
  host.signOutAll('closed');
}

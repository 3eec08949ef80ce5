import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder, makeSeededVault } from './vault.ts';
import { benchBackups } from './backups.ts';
import { benchChanges } from './changes.ts';
import { benchCipher } from './cipher.ts';
import { isReached, printTable, say, timedAsync, type Figure } from './figures.ts';
import { benchImports } from './imports.ts';
import { benchInspections } from './inspections.ts';
import { benchLists } from './lists.ts';
import { benchLog } from './log.ts';
import { benchMeanwhile } from './meanwhile.ts';
import { benchPaper } from './paper.ts';
import { benchProperties } from './properties.ts';
import { benchReportFiles } from './report-files.ts';
import { benchReports } from './reports.ts';
import { benchSearch } from './search.ts';
import { benchUnlock, benchWitnesses } from './unlock.ts';
import { benchWord } from './word.ts';
import { benchFirstList, benchScroll, benchTyping } from './window.ts';

/**
 * `npm run bench [-- --customers 1000000 --only search,list]`: what the vault must reach, measured on this
 * machine beside the plain way of doing the same. Vaults are made in the temporary folder and removed; with
 * `--folder PATH` they are kept there, and the large ones used again by the next run.
 */
const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    folder: { type: 'string' },
    only: {
      type: 'string',
      default:
        'seed,search,list,scroll,typing,unlock,window,meanwhile,changes,cipher,import,word,paper,backup,log,properties,inspections,reports',
    },
  },
});
const customers = Number(values.customers);
const wanted = new Set(values.only.split(','));
if (!Number.isInteger(customers) || customers < 1_000) {
  say('--customers takes a whole number from 1000 on');
  process.exit(2);
}

const folder = makeFolder();
const seeded = values.folder ?? folder;
const figures: Figure[] = [];

async function run(name: string, work: () => Promise<Figure[]> | Figure[]): Promise<void> {
  if (!wanted.has(name)) return;
  say(`${name} …`);
  figures.push(...(await work()));
}

/** The vault of so many customers, made if one of the works wants it and it is not there. */
async function seededFor(works: readonly string[], count: number): Promise<string> {
  const path = join(seeded, `seeded-${count}.kda`);
  if (existsSync(path) || !works.some((name) => wanted.has(name))) return path;
  say(`a vault of ${count} customers …`);
  const took = await timedAsync(() => makeSeededVault(path, count));
  say(`  ${Math.round(took / 1000)} s, ${Math.round(statSync(path).size / 2 ** 20)} MiB`);
  if (wanted.has('seed'))
    figures.push({
      name: `seeding ${count}, index included`,
      limit: 0,
      atLeast: true,
      unit: 'a second',
      measured: (count / took) * 1000,
    });
  return path;
}

const large = await seededFor(['seed', 'search', 'list', 'scroll', 'typing', 'backup', 'reports'], customers);
await run('search', () => benchSearch(large));
await run('list', () => benchLists(large));
await run('scroll', () => benchScroll(folder, large, customers));
/** As many as the department has. */
const FEW = 1_900;
const small = await seededFor(['typing'], FEW);
await run('typing', async () => [
  ...(await benchTyping(folder, small, FEW)),
  ...(await benchTyping(folder, large, customers)),
]);
const usual = Math.min(customers, 100_000);
const middle = await seededFor(
  ['unlock', 'window', 'meanwhile', 'changes', 'properties', 'inspections'],
  usual,
);
await run('unlock', async () => {
  const unlocked = await benchUnlock(middle, usual);
  return [...unlocked, ...(await benchWitnesses(middle, join(folder, 'witnesses')))];
});
await run('window', () => benchFirstList(folder, middle, usual));
await run('meanwhile', () => benchMeanwhile(middle, usual));
await run('changes', () => benchChanges(middle, folder));
await run('properties', () => benchProperties(middle, folder, usual));
await run('inspections', () => benchInspections(middle, folder, usual));
await run('reports', async () => [
  ...(await benchReports(large, folder, customers)),
  ...(await benchReportFiles()),
]);
await run('cipher', () => benchCipher(folder, Math.min(customers, 50_000)));
await run('import', () => benchImports(folder, customers >= 100_000 ? [10_000, 100_000] : [10_000]));
await run('word', () => benchWord());
await run('paper', () => benchPaper());
await run('backup', () => benchBackups(large, folder));
await run('log', () => benchLog(folder, customers));

printTable(figures);
process.exit(figures.every(isReached) ? 0 : 1);

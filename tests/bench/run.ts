import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder, makeTrialArchive } from './archive.ts';
import { benchChanges } from './changes.ts';
import { benchCipher } from './cipher.ts';
import { isReached, printTable, say, timedAsync, type Figure } from './figures.ts';
import { benchImports } from './imports.ts';
import { benchLists } from './lists.ts';
import { benchSearch } from './search.ts';
import { benchUnlock } from './unlock.ts';

/**
 * `npm run bench [-- --customers 1000000 --only search,list]`: what the archive must reach, measured on this
 * machine beside the plain way of doing the same. Archives are made in the temporary folder and removed.
 */
const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'seed,search,list,unlock,changes,cipher,import' },
  },
});
const customers = Number(values.customers);
const wanted = new Set(values.only.split(','));
if (!Number.isInteger(customers) || customers < 1_000) {
  say('--customers takes a whole number from 1000 on');
  process.exit(2);
}

const folder = makeFolder();
const figures: Figure[] = [];

async function run(name: string, work: () => Promise<Figure[]> | Figure[]): Promise<void> {
  if (!wanted.has(name)) return;
  say(`${name} …`);
  figures.push(...(await work()));
}

const large = join(folder, 'large.kda');
if (['seed', 'search', 'list'].some((name) => wanted.has(name))) {
  say(`an archive of ${customers} customers …`);
  const took = await timedAsync(() => makeTrialArchive(large, customers));
  say(`  ${Math.round(took / 1000)} s, ${Math.round(statSync(large).size / 2 ** 20)} MiB`);
  if (wanted.has('seed'))
    figures.push({
      name: `seeding ${customers}, index included`,
      limit: 0,
      atLeast: true,
      unit: 'a second',
      measured: (customers / took) * 1000,
    });
}
await run('search', () => benchSearch(large));
await run('list', () => benchLists(large));
const usual = Math.min(customers, 100_000);
const middle = join(folder, 'middle.kda');
if (wanted.has('unlock') || wanted.has('changes')) await makeTrialArchive(middle, usual);
await run('unlock', () => benchUnlock(middle, usual));
await run('changes', () => benchChanges(middle, folder));
await run('cipher', () => benchCipher(folder, Math.min(customers, 50_000)));
await run('import', () => benchImports(folder, customers >= 100_000 ? [10_000, 100_000] : [10_000]));

printTable(figures);
process.exit(figures.every(isReached) ? 0 : 1);

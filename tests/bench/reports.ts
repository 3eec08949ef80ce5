import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOfDay, DEFAULT_ZONE } from '../../db/domain/dates.ts';
import { DEFAULT_CHOICES } from '../../db/domain/reports/choices.ts';
import { Random } from '../../db/features/seed/random.ts';
import { compileReport } from '../../db/features/reports/service.ts';
import type { ReadableDb } from '../../db/connection/handles.ts';
import { openBridge } from './bridge.ts';
import { bestTimes, say, timedAsync, type Figure } from './figures.ts';
import { openAs } from './vault.ts';
import { waitFigures, waitsBeside } from './waits.ts';

/** Changes of each archive that the history has. */
const CHANGES = 5;
/** As many were written before the end of this period as after it. */
const PAST = '2025-06';
const DAY_MS = 86_400_000;
/** Until the vault has looked for the first time at what it has to do by itself. */
const IDLE_MS = 8_000;

/** 客户信息统计表, of now and of a past month, beside a bare pass over the columns that it is made of. */
export async function benchReports(path: string, folder: string, customers: number): Promise<Figure[]> {
  const copy = join(folder, 'reported.kda');
  for (const part of ['.keys', '.anchors', '']) copyFileSync(`${path}${part}`, `${copy}${part}`);
  await givePast(copy, customers);
  return [...(await timeTables(copy, customers)), ...(await timeCalls(copy, customers))];
}

/** Files the archives over ten years, and writes lines of history as changes leave them. */
async function givePast(path: string, customers: number): Promise<void> {
  say(`  ${customers * CHANGES} changes are written …`);
  const { ctx, close } = await openAs(path, 'archivist');
  const random = new Random(7);
  const middle = endOfDay(DEFAULT_ZONE, `${PAST}-30`);
  const years = `${PAST.slice(0, 4)}`;
  ctx.transaction((db) =>
    db.execute(
      `update customer set filed_on = (${years} - 9 + id % 10) || substr('-01-15-02-20-03-31-04-30-05-12-06-01', 1 + 6 * (id % 6), 6)`,
    ),
  );
  const old = {
    grade: ['"', 'gold', 'iron', null].slice(1),
    status: ['active', 'stopped', 'negotiating'],
    city: ['440600', '440100'],
    province: ['440000', '330000'],
    annualVolume: ['120000', '5000000', null],
    secrecy: ['normal', 'secret'],
    address: ['南海区桂城街道', null],
    note: ['从前的备注', null],
    contacts: ['[{"mobile":"13800000000","name":"李"}]', null],
    industry: ['C13', null],
  } as const;
  const fields = Object.keys(old) as Array<keyof typeof old>;
  const total = customers * CHANGES;
  for (let from = 0; from < total; from += 100_000)
    ctx.transaction((db) => {
      for (let line = from; line < Math.min(total, from + 100_000); line += 1) {
        const field = random.pick(fields);
        db.execute(
          `insert into customer_change (customer_id, version, at, account_id, field, old_value, new_value)
           values (?, 2, ?, 1, ?, ?, null)`,
          1 + random.below(customers),
          middle + Math.floor(((line - total / 2) / total) * 600 * DAY_MS),
          field,
          random.pick<string | null>(old[field]),
        );
      }
    });
  close();
}

const COLUMNS = `id, filed_on, category, status, province, city, industry, grade, secrecy, secrecy_until, first_contact_on,
  annual_volume, completeness`;

/** Reads the columns that the tables are made of, and does nothing with them. */
function passBarely(db: ReadableDb): number {
  let rows = 0;
  for (const row of db.iterateValues(`select ${COLUMNS} from customer`)) rows += row.length;
  return rows;
}

async function timeTables(path: string, customers: number): Promise<Figure[]> {
  say('  tables are made …');
  const { ctx, close } = await openAs(path, 'archivist');
  const { reader: db, clock } = ctx;
  const today = clock.today();
  const run = (period: typeof PAST | '2026') => () =>
    compileReport(
      db,
      { name: 'customer_statistics', title: null, period, choices: DEFAULT_CHOICES },
      { today, where: null },
    );
  const [bare = 0, present = 0, past = 0] = bestTimes([() => passBarely(db), run('2026'), run(PAST)]);
  close();
  const figure = (name: string, limit: number, measured: number): Figure => ({
    name: `客户信息统计表 over ${customers}, ${name}, times a bare pass`,
    limit,
    unit: 'x',
    measured: measured / bare,
  });
  return [
    figure(`now (${Math.round(present)} ms)`, 4, present),
    figure(`a past month (${Math.round(past)} ms)`, 10, past),
  ];
}

/** The same at the side of the window, in a process of its own. */
async function timeCalls(path: string, customers: number): Promise<Figure[]> {
  const bridge = await openBridge(path, 'archivist');
  const idle = await waitsBeside(bridge, () => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  const input = { name: 'customer_statistics', period: PAST };
  const run = () => bridge.call('mutation', 'reports.run', input);
  const waits = await waitsBeside(bridge, run);
  const again = await timedAsync(run);
  await bridge.close();
  return [
    {
      name: `客户信息统计表 over ${customers} again, nothing changed`,
      limit: 100,
      unit: 'ms',
      measured: again,
    },
    ...waitFigures(`a table over ${customers} is made`, waits, idle),
  ];
}

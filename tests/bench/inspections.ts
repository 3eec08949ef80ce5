import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { codeOf } from '../../db/domain/folder-code.ts';
import { BLANK_SHEET, type Level } from '../../db/domain/inspection.ts';
import { moveArchive, readIdsOnShelves, readOnShelves } from '../../db/features/customers/service.ts';
import { toColumns } from '../../db/features/inspections/entries.ts';
import { ENTRIES, readInspected } from '../../db/features/inspections/store.ts';
import { appendRows } from '../../db/work/ledger.ts';
import { openBridge, type Bridge } from './bridge.ts';
import { median, percentile, say, timed, timedAsync, type Figure } from './figures.ts';
import { openAs, PASSWORD } from './vault.ts';
import { waitFigures, waitsBeside, type Waits } from './waits.ts';

/** Archives on the level that is confirmed in one act. */
const ON_LEVEL = 200;
const LEVEL: Level = { room: null, cabinet: '甲', level: 1 };
/** Scans that are timed of each kind. */
const SCANS = 400;
/** Rows that one act writes while a campaign is filled. */
const AT_ONCE = 2_000;

/** A campaign from its opening to its signature, at the side of the window. */
export async function benchInspections(path: string, folder: string, archives: number): Promise<Figure[]> {
  const copy = join(folder, 'inspected.kda');
  for (const part of ['.keys', '.anchors', '']) copyFileSync(`${path}${part}`, `${copy}${part}`);
  await fillLevel(copy);
  const bridge = await openBridge(copy, 'archivist');
  // Archives that were just brought in are tested by the program, which is over before anything is timed.
  await testedOnceFiled(bridge);
  const idle = await waitsBeside(bridge, () => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  const opening = await openCampaign(bridge, folder, archives, idle);
  const scans = await timeScans(bridge, opening.id, archives, 'nothing inspected yet');
  const level = await confirmLevel(bridge, opening.id, idle);
  await bridge.close();
  await fillCampaign(copy, opening.id, { but: SCANS * 2 });
  const late = await openBridge(copy, 'archivist');
  const figures = [
    ...(await firstLooks(late, opening.id, idle)),
    ...(await timeScans(late, opening.id, archives, 'nearly all inspected')),
  ];
  await late.close();
  await fillCampaign(copy, opening.id, { but: 0 });
  return [
    ...opening.figures,
    ...scans,
    ...level,
    ...figures,
    ...(await signCampaign(copy, opening.id, idle)),
  ];
}

const IDLE_MS = 4_000;

async function openCampaign(bridge: Bridge, folder: string, archives: number, idle: Waits) {
  let id = 0;
  const opening = async () => {
    ({ id } = (await bridge.call('mutation', 'inspections.open', { period: null })) as { id: number });
    await lookAtDesk(bridge, id);
  };
  const waits = await waitsBeside(bridge, opening);
  const plain = timed(() => insertPlainly(join(folder, 'plain-rows.db'), archives));
  const figures: Figure[] = [
    {
      name: `a campaign over ${archives} archives opened, with its desk`,
      limit: 3_000,
      unit: 'ms',
      measured: waits.took,
      baseline: plain,
      against: '(as many rows inserted plainly)',
    },
    ...waitFigures('a campaign opens', waits, idle),
  ];
  return { id, figures };
}

/** What a desk reads when it is opened, and again after what was written. */
async function lookAtDesk(bridge: Bridge, id: number, level: Level = LEVEL): Promise<void> {
  await Promise.all([
    bridge.call('query', 'inspections.get', { id }),
    bridge.call('query', 'inspections.levels', { id }),
    bridge.call('query', 'inspections.level', { id, level }),
  ]);
}

/** Rows of the size of those in the list of a campaign, without cipher, rules and log. */
function insertPlainly(path: string, rows: number): void {
  const database = new SqliteDatabase(path);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) database.pragma(pragma);
  database.exec(`create table listed (id integer primary key, customer_id integer, archive_no text, name text,
    place text, digest blob, unique (customer_id)) strict`);
  const insert = database.prepare('insert into listed values (null, ?, ?, ?, ?, ?)');
  const digest = Buffer.alloc(32, 7);
  database.transaction(() => {
    for (let row = 1; row <= rows; row += 1)
      insert.run(row, `QZ01-KH·2025-D30-GY-${row}`, '佛山市金艺五金制品有限公司', '12 柜 3 层 45', digest);
  })();
  database.close();
}

/** Scans one after the other, alone and each behind all that the desk reads after the one before. */
async function timeScans(bridge: Bridge, id: number, archives: number, when: string): Promise<Figure[]> {
  const open = await openIds(bridge, id, SCANS * 2, archives);
  const [alone, behind]: [Scan[], Scan[]] = [[], []];
  const scan = async (archive: number): Promise<Scan> => {
    const before = bridge.computed();
    const input = { code: codeOf(archive), at: null };
    const took = await timedAsync(() => bridge.call('mutation', 'inspections.scan', input));
    return { took, computed: bridge.computed() - before };
  };
  for (const archive of open.slice(0, SCANS)) alone.push(await scan(archive));
  for (const archive of open.slice(SCANS)) {
    const reading = lookAtDesk(bridge, id);
    behind.push(await scan(archive));
    await reading;
  }
  return [
    ...scanFigures(`scan, ${when}`, alone),
    ...scanFigures(`scan behind what the desk reads, ${when}`, behind),
  ];
}

interface Scan {
  readonly took: number;
  /** By the vault's thread. */
  readonly computed: number;
}

function scanFigures(name: string, scans: readonly Scan[]): Figure[] {
  const took = scans.map((scan) => scan.took);
  const computed = scans.map((scan) => scan.computed);
  const figure = (what: string, measured: number): Figure => ({
    name: what,
    limit: 50,
    unit: 'ms',
    measured,
  });
  return [
    figure(`${name}, median of ${took.length}`, median(took)),
    figure(`${name}, 99 %`, percentile(took, 0.99)),
    figure('  computed by the vault, 99 %', percentile(computed, 0.99)),
  ];
}

async function openIds(bridge: Bridge, id: number, wanted: number, archives: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < wanted && ids.length < archives) {
    const input = { id, filter: 'open', from: ids.length };
    const { lines } = (await bridge.call('query', 'inspections.filtered', input)) as {
      lines: Array<{ id: number; shelf: Level | null }>;
    };
    if (lines.length === 0) break;
    ids.push(...lines.map((line) => line.id));
  }
  return ids.slice(0, wanted);
}

async function confirmLevel(bridge: Bridge, id: number, idle: Waits): Promise<Figure[]> {
  const plan = (await bridge.call('query', 'inspections.planLevel', { level: LEVEL })) as {
    toScan: Array<{ id: number }>;
    ready: unknown[];
  };
  for (const archive of plan.toScan)
    await bridge.call('mutation', 'inspections.scan', { code: codeOf(archive.id), at: LEVEL });
  const waits = await waitsBeside(bridge, async () => {
    await bridge.call('mutation', 'inspections.confirmLevel', { level: LEVEL });
    await lookAtDesk(bridge, id);
  });
  return waitFigures(`a level with ${plan.ready.length} open is confirmed`, waits, idle);
}

/** What windows ask for first once a vault is opened in which a campaign goes on. */
async function firstLooks(bridge: Bridge, id: number, idle: Waits): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, procedure, input] of [
    ['home screen', 'home.waiting', undefined],
    ['look at what is under way', 'inspections.current', undefined],
    ['desk', 'inspections.get', { id }],
    ['list of levels', 'inspections.levels', { id }],
    ['list of what is open', 'inspections.filtered', { id, filter: 'open' }],
    ['search by the end of a number', 'inspections.find', { id, ending: '-0777' }],
    ['register', 'inspections.list', undefined],
  ] as const) {
    const waits = await waitsBeside(bridge, () => bridge.call('query', procedure, input));
    figures.push(...waitFigures(`the first ${name} of a session is read`, waits, idle));
  }
  return figures;
}

/** The test of the four properties and the three signatures. */
async function signCampaign(path: string, id: number, idle: Waits): Promise<Figure[]> {
  const inspector = await openBridge(path, 'archivist');
  const testing = await waitsBeside(inspector, () => inspector.call('mutation', 'properties.run', undefined));
  await handleFailures(inspector);
  const figures = waitFigures('the four properties are tested', testing, idle);
  for (const [step, login] of [
    ['sign', 'archivist'],
    ['review', 'supervisor'],
    ['approve', 'service_manager'],
  ] as const) {
    const bridge = login === 'archivist' ? inspector : await openBridge(path, login);
    const { version } = (await bridge.call('query', 'inspections.get', { id })) as { version: number };
    const input = { id, version, password: PASSWORD };
    const waits = await waitsBeside(bridge, async () => {
      await bridge.call('mutation', `inspections.${step}`, input);
      await bridge.call('query', 'inspections.get', { id });
    });
    figures.push(...waitFigures(`the record is signed (${step})`, waits, idle));
    await bridge.close();
  }
  const after = await openBridge(path, 'archivist');
  const first = await waitsBeside(after, () => after.call('query', 'inspections.list', undefined));
  figures.push(...waitFigures('the register of a signed campaign is first read', first, idle));
  await after.close();
  return figures;
}

interface ShownTest {
  readonly id: number;
  readonly scope: string;
}

async function handleFailures(bridge: Bridge): Promise<void> {
  const { rows } = (await bridge.call('query', 'properties.list', { scopes: ['all'] })) as {
    rows: ShownTest[];
  };
  const [test] = rows;
  if (!test) throw new Error('no test');
  const { checks } = (await bridge.call('query', 'properties.get', { id: test.id })) as {
    checks: Array<{ name: string; ok: boolean }>;
  };
  for (const { name } of checks.filter(({ ok }) => !ok)) {
    const reason = { choice: 'explained', text: '测量' };
    await bridge.call('mutation', 'properties.handle', { id: test.id, check: name, reason });
  }
}

/** Waits until the program has tested what was filed before the vault was opened. */
async function testedOnceFiled(bridge: Bridge): Promise<void> {
  say('  what was filed is tested …');
  for (;;) {
    const { rows } = (await bridge.call('query', 'properties.list', { scopes: ['import', 'archive'] })) as {
      rows: ShownTest[];
    };
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Puts archives that anybody may confirm onto one level. */
async function fillLevel(path: string): Promise<void> {
  const { ctx, close } = await openAs(path, 'archivist');
  const ids = readIdsOnShelves(ctx.reader).slice(-ON_LEVEL * 2);
  const normal = readOnShelves(ctx.reader, [...ids], ctx.clock.today()).filter(
    ({ secrecy }) => secrecy === 'normal',
  );
  ctx.transaction((db) => {
    for (const [index, { id }] of normal.slice(0, ON_LEVEL).entries())
      moveArchive(db, ctx, id, { ...LEVEL, position: index + 1 });
  });
  close();
}

/** Enters all that is open but the first few, as levels that were confirmed. */
async function fillCampaign(path: string, id: number, { but }: { readonly but: number }): Promise<void> {
  say('  a campaign is filled …');
  const { ctx, close } = await openAs(path, 'archivist');
  const inspected = new Set(readInspected(ctx.reader, id));
  const open = [...readIdsOnShelves(ctx.reader)].filter((archive) => !inspected.has(archive)).slice(but);
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const archives = readOnShelves(ctx.reader, open.slice(from, from + AT_ONCE), ctx.clock.today());
    const rows = archives.map((archive) => toColumns(archive, BLANK_SHEET, 1, 'level'));
    ctx.transaction((db) => appendRows(db, ctx, ENTRIES, id, rows, { action: 'inspections.note_level' }));
  }
  close();
}

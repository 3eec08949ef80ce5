import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../../db/domain/dates.ts';
import { wallTime } from '../../../db/domain/environment/readings.ts';
import { summaryOf } from '../../../db/features/environment/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { checksWithin, wrongOf } from '../audit/within.ts';

let vault: TestVault;
let today: string;
const archivist = () => vault.as('archivist').environment;
const room = (number: number) => `${number}号库房`;
const FINE = { fire: true, light: true, insects: true, mould: true, damp: true };
/** As a person says of a file with its time in the first column. */
const COLUMNS = { date: 0, time: null, temperature: 1, humidity: 2, order: null };

beforeAll(async () => {
  vault = await openTestVault();
  await vault.signIn('supervisor', 'general_manager', 'developer', 'auditor', 'system_admin');
  today = vault.clock.today();
  for (let number = 1; number <= 12; number += 1) {
    const shelf = { room: room(number), cabinet: 'A', level: 1, position: 1 };
    await vault.as('archivist').customers.create(aCustomer({ shelf }));
  }
});
afterAll(() => vault[Symbol.asyncDispose]());

let files = 0;
function file(content: string | Uint8Array): string {
  files += 1;
  const path = join(vault.folder, `logger-${files}.csv`);
  writeFileSync(path, content);
  return vault.grant('archivist', path);
}

const lines = (from: string, count: number, cell = '20.5,50.1') =>
  Array.from({ length: count }, (_, hour) => `${from} ${String(hour).padStart(2, '0')}:00,${cell}`).join(
    '\n',
  );
const span = (name: string) => ({ room: name, from: addDays(today, -60), to: today });
/** A day that has two digits for both, so that both orders are possible. */
const past = () => addDays(today, -10);

describe('by hand', () => {
  test('a reading and a look are shown in their room, and nowhere else', async () => {
    const at = { room: room(1), day: past(), seconds: 9 * 3_600 };
    await archivist().record({ ...at, temperature: 215, humidity: 520 });
    await archivist().record({ ...at, seconds: 15 * 3_600, temperature: 251, humidity: null });
    await archivist().check({
      room: room(1),
      day: past(),
      ticks: { ...FINE, light: false },
      note: '灯没有关',
    });
    await archivist().check({ room: room(1), day: past(), ticks: FINE, note: null });
    const found = await archivist().get(span(room(1)));
    expect(found.figures).toMatchObject({ count: 2, measured: 21_600, inRange: 10_800, usual: 21_600 });
    expect(found.figures.out).toMatchObject([{ measure: 'temperature', extreme: 251 }]);
    // The last look of a day counts; the list has both.
    expect(found.checks).toMatchObject([{ day: past(), ticks: FINE }]);
    expect(found.entries.map(({ what, source }) => [what, source])).toEqual([
      ['check', null],
      ['check', null],
      ['readings', 'hand'],
      ['readings', 'hand'],
    ]);
    expect((await archivist().get(span(room(2)))).entries).toEqual([]);
    const rooms = await archivist().rooms();
    expect(rooms.find((one) => one.room === room(2))).toEqual({ room: room(2), reading: null, check: null });
    const last = { reading: wallTime(past(), 15 * 3_600), check: wallTime(past(), 0) };
    expect(rooms.find((one) => one.room === room(1))).toEqual({ room: room(1), ...last });
    expect(rooms).toHaveLength(12);
  });

  test('is refused for tomorrow, for no room of the shelves, without a value, and twice', async () => {
    const reading = { room: room(2), day: today, seconds: 0, temperature: 200, humidity: null };
    const record = (change: object) => archivist().record({ ...reading, ...change });
    await expect(record({ day: addDays(today, 1) })).rejects.toThrow('environment.in_future');
    await expect(record({ room: '没有的库房' })).rejects.toThrow('environment.no_such_room');
    await expect(record({ temperature: null })).rejects.toThrow('environment.no_measure');
    await record({});
    await expect(record({ temperature: 210 })).rejects.toThrow('environment.known_already');
  });

  test('is taken back by another row, once, and counts no more', async () => {
    const { id } = await archivist().record({
      room: room(3),
      day: past(),
      seconds: 0,
      temperature: 300,
      humidity: 500,
    });
    const reason = because('看错了温度计');
    const { id: back } = await archivist().withdraw({ id, reason });
    await expect(archivist().withdraw({ id, reason })).rejects.toThrow('environment.withdrawn_already');
    await expect(archivist().withdraw({ id: back, reason })).rejects.toThrow('environment.not_found');
    const { figures, entries } = await archivist().get(span(room(3)));
    expect(figures.count).toBe(0);
    expect(entries).toMatchObject([{ id, withdrawn: 'other' }]);
  });
});

describe("a logger's file", () => {
  test.each([
    ['commas', 'time,temp,RH\n', ',', '.', 'utf-8'],
    ['semicolons and decimal commas', 'Datum;Temperatur;Humidity\n', ';', ',', 'utf-8'],
    [
      'tabs, GB18030, and lines above the titles',
      '设备号\t123\n\n时间\t温度(℃)\t湿度(%RH)\n',
      '\t',
      '.',
      'gb18030',
    ],
  ])('%s', async (name, head, sign, comma, encoding) => {
    const token = file(
      encoded(head + lines(past(), 24).replaceAll(',', sign).replaceAll('.', comma), encoding),
    );
    const seen = await archivist().preview({ token, room: room(4), mapping: null });
    expect(seen).toMatchObject({ rows: 24, problem: null, remembered: false });
    expect(seen.mapping).toEqual(COLUMNS);
    expect(seen.found).toMatchObject({ count: 24, marked: 0, twice: 0, unread: { count: 0 } });
    const brought = await archivist().bring({
      token,
      room: room(4 + ['c', 's', 't'].indexOf(name.charAt(0))),
      mapping: COLUMNS,
    });
    expect(brought).toMatchObject({ count: 24, known: 0 });
  });

  test('is read by the columns of the last one with its titles', async () => {
    const mapping = { date: 0, time: 1, temperature: 3, humidity: 2, order: null };
    const titles = 'day,clock,a,b\n';
    const rows = (day: string) => `${titles}${day},08:00,50,20\n${day},09:00,51,21\n`;
    await archivist().bring({ token: file(rows(past())), room: room(7), mapping });
    const next = file(rows(addDays(past(), 1)));
    const seen = await archivist().preview({ token: next, room: room(7), mapping: null });
    expect(seen).toMatchObject({ remembered: true, mapping, found: { count: 2 } });
  });

  test('shows nothing that cannot be seen, nor keeps it', async () => {
    const token = file(`time,\u202Etemp\u0007,RH\u200B\n${past()} 08:00,20.5,\u202E50\n`);
    const seen = await archivist().preview({ token, room: room(12), mapping: null });
    expect([seen.titles, seen.sample]).toEqual([['time', 'temp', 'RH'], [[`${past()} 08:00`, '20.5', '50']]]);
    const { id } = await archivist().bring({ token, room: room(12), mapping: COLUMNS });
    const { reader } = vault.opened.handles;
    expect(reader.value('select titles from environment_entry where id = ?', id)).toBe(
      '["time","temp","RH"]',
    );
  });

  test('whose day and month could be either waits for a word, or for another row', async () => {
    const either = 'time,temp\n05/06/2025 08:00,20\n06/06/2025 08:00,20\n';
    const mapping = { ...COLUMNS, humidity: null };
    const asked = { token: file(either), room: room(8), mapping };
    const seen = await archivist().preview(asked);
    expect(seen.problem).toEqual({ code: 'environment.which_day', data: { first: 5, second: 6 } });
    await expect(archivist().bring(asked)).rejects.toThrow('environment.which_day');
    const said = await archivist().preview({ ...asked, mapping: { ...mapping, order: 'mdy' } });
    expect(said.found).toMatchObject({ order: 'mdy', from: Date.UTC(2025, 4, 6, 8) / 1_000 });
    const decided = { ...asked, token: file(`${either}25/06/2025 08:00,20\n`) };
    expect((await archivist().preview(decided)).found).toMatchObject({
      order: 'dmy',
      from: Date.UTC(2025, 5, 5, 8) / 1_000,
    });
    const wrong = { ...decided, mapping: { ...mapping, order: 'mdy' as const } };
    await expect(archivist().bring(wrong)).rejects.toThrow('environment.days_contradict');
  });

  test('with humidity over 100 % is kept, marked, and in no share', async () => {
    const token = file(`time,temp,RH\n${lines(past(), 10)}\n${past()} 10:00,20.5,101.3\n`);
    const brought = await archivist().bring({ token, room: room(9), mapping: COLUMNS });
    expect(brought).toMatchObject({ count: 11, marked: 1 });
    const { figures } = await archivist().get(span(room(9)));
    expect(figures.marked).toMatchObject([{ humidity: 1_013 }]);
    expect(figures).toMatchObject({ count: 11, measured: 9 * 3_600, inRange: 9 * 3_600, out: [] });
  });

  test('twice is refused, overlapping is said, and each time counts once', async () => {
    const rows = (count: number, cell?: string) => file(`time,temp,RH\n${lines(past(), count, cell)}\n`);
    const bring = (token: string) => archivist().bring({ token, room: room(10), mapping: COLUMNS });
    await bring(rows(10));
    await expect(bring(rows(10))).rejects.toThrow('environment.known_already');
    await expect(bring(rows(5, '30,80'))).rejects.toThrow('environment.known_already');
    expect(await bring(rows(24, '21,51'))).toMatchObject({ count: 24, known: 0, differing: 10 });
    const { figures } = await archivist().get(span(room(10)));
    expect(figures.count).toBe(24);
  });

  test('what the first batch had is there still when that is taken back', async () => {
    const { entries } = await archivist().get(span(room(10)));
    const first = entries.at(-1)?.id ?? 0;
    await archivist().withdraw({ id: first, reason: { choice: 'wrong_clock', text: null } });
    const { figures } = await archivist().get(span(room(10)));
    expect(figures).toMatchObject({ count: 24, extremes: { temperature: { low: 210, high: 210 } } });
  });

  test.each([
    ['no table at all', 'hello', 'environment.no_times'],
    ['nothing', '', 'import.empty'],
    ['NUL and noise', '\0\u0001\u0002\0\u0003'.repeat(500), 'import.not_a_table'],
    ['no numbers', `time,temp\n2020-01-01 08:00,---\n`, 'environment.no_readings'],
    ['a time that is to come', `time,temp\n2199-01-01 08:00,20\n`, 'environment.in_future'],
    ['one line without an end', 'x'.repeat(3_000_000), 'environment.no_times'],
    [
      'a quote that is never closed',
      `time,temp\n2020-01-01 08:00,"${'x,'.repeat(200_000)}`,
      'import.open_quote',
    ],
    [
      'a million rows',
      `time,temp\n${'2020-01-01 08:00,20\n'.repeat(1_000_000)}`,
      'environment.file_too_large',
    ],
    ['too many rows', `time,temp\n${'2020-01-01 08:00,2\n'.repeat(120_000)}`, 'import.too_many_rows'],
  ])('hostile: %s', async (_name, content, error) => {
    const mapping = { ...COLUMNS, humidity: null };
    await expect(archivist().bring({ token: file(content), room: room(11), mapping })).rejects.toThrow(error);
    expect((await archivist().get({ ...span(room(11)), from: addDays(today, -300) })).entries).toEqual([]);
  });

  test('a hundred thousand readings are taken and shown by some hundred points', async () => {
    const from = Date.parse(`${addDays(today, -350)}T00:00:00Z`);
    const rows = Array.from({ length: 100_000 }, (_, index) => {
      const at = new Date(from + index * 300_000).toISOString().slice(0, 16).replace('T', ' ');
      return `${at},${index === 50_000 ? 31 : 20},50`;
    });
    const token = file(`time,temp,RH\n${rows.join('\n')}\n`);
    await archivist().bring({ token, room: room(12), mapping: COLUMNS });
    const year = await archivist().get({ ...span(room(12)), from: addDays(today, -350) });
    expect(year.figures.count).toBe(100_000);
    expect(year.points.length).toBeLessThan(500);
    expect(year.points.some(({ temperature }) => temperature === 310)).toBe(true);
  });
});

test('the summary of a printed record has shares, spells and looks, by the limits that are set', async () => {
  await vault.as('system_admin').settings.set({
    environmentLimits: { temperature: { low: 140, high: 200 }, humidity: { low: 450, high: 600 } },
  });
  const summary = summaryOf(vault.contextOf('archivist'), room(9), addDays(today, -60), today);
  expect(summary.limits.temperature.high).toBe(200);
  expect(summary.figures).toMatchObject({ inRange: 0, measured: 9 * 3_600 });
  expect(summary.figures.out).toHaveLength(1);
});

test('who may not see or record is refused', async () => {
  const asked = span(room(1));
  for (const role of ['developer', 'auditor', 'system_admin'] as const)
    await expect(vault.as(role).environment.get(asked)).rejects.toThrow('access.denied');
  const manager = vault.as('general_manager').environment;
  expect((await manager.get(asked)).figures.count).toBe(2);
  const check = { room: room(1), day: today, ticks: FINE, note: null };
  await expect(manager.check(check)).rejects.toThrow('access.denied');
  await expect(manager.withdraw({ id: 1, reason: because('不对') })).rejects.toThrow('access.denied');
});

test('what was recorded is told by the log, and a changed row is found', async () => {
  const reader = vault.opened.handles.reader;
  const rows = reader.rows<{ object: string }>(
    "select object from audit where action like 'environment.%' and decision = 'allow'",
  );
  expect(new Set(rows.map(({ object }) => object))).toEqual(new Set(['environment:1']));
  expect(reader.value('select count(*) from environment_entry')).toBe(rows.length);
});

test('entries that were numbered anew took back another one than somebody had', async () => {
  const record = (seconds: number) =>
    archivist().record({ room: room(11), day: past(), seconds, temperature: 300, humidity: 500 });
  await record(0);
  const { id } = await record(3_600);
  await archivist().withdraw({ id, reason: { choice: 'typing_error', text: null } });
  expect(wrongOf(checksWithin(vault, () => {}))).toEqual([]);
  // What was taken back by the last row was the second reading, and is now the first.
  const checks = checksWithin(vault, ({ db }) => {
    db.exec('update environment_entry set id = -id; update environment_entry set id = 1 - id');
  });
  expect(wrongOf(checks)).toEqual(['ledgers']);
});

function encoded(text: string, encoding: string): string | Uint8Array {
  if (encoding !== 'gb18030') return text;
  // Every sign of the titles, as GB18030 writes it.
  const signs: Readonly<Record<string, readonly number[]>> = {
    设: [0xc9, 0xe8],
    备: [0xb1, 0xb8],
    号: [0xba, 0xc5],
    时: [0xca, 0xb1],
    间: [0xbc, 0xe4],
    温: [0xce, 0xc2],
    湿: [0xca, 0xaa],
    度: [0xb6, 0xc8],
    '℃': [0xa1, 0xe6],
  };
  return Uint8Array.from([...text].flatMap((sign) => signs[sign] ?? [sign.charCodeAt(0)]));
}

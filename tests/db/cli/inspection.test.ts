import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from './support.ts';
import { TEST_PASSWORD } from '../../support/template.ts';

let folder = '';
let vault = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  vault = join(folder, 'trial.kda');
  const named = ['--company', '佛山市测试五金有限公司', '--fonds', 'QZ01', '--today', '2026-03-02'];
  await runHere(['create', '--trial', '--archive', vault, ...named], TEST_PASSWORD);
  await run(['seed', '--customers', '12'], { today: '2026-03-02' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  words: readonly string[],
  { today = '2026-06-05', user = 'archivist' }: { today?: string; user?: string } = {},
) {
  const opening = ['--archive', vault, '--user', user, '--today', today, '--json'];
  const { exit, out, err } = await runHere([...words, ...opening]);
  return { exit, err, value: out === '' ? null : (JSON.parse(out) as never) };
}

const inspection = (...words: readonly string[]) => run(['inspection', ...words]);

test('an inspection from its opening to its printed record', async () => {
  const early = await run(['inspection', 'status'], { today: '2026-05-31' });
  expect([early.exit, early.err]).toEqual([1, expect.stringContaining('There is no inspection')]);
  expect(await inspection('open', '--period', '2026-H1')).toMatchObject({
    exit: 0,
    value: { period: '2026-H1', due: '2026-06-30', state: 'running', total: 12, inspected: 0 },
  });
  const labels = (await inspection('labels')).value as unknown as Array<{ archiveNo: string; code: string }>;
  expect(labels.map(({ code }) => code.length)).toEqual(Array.from({ length: 12 }, () => 12));
  const [first, second, ...others] = labels.map(({ code }) => code);
  const scanned = await inspection('scan', first ?? '', first ?? '', '123');
  expect(scanned).toMatchObject({
    exit: 1,
    err: expect.stringContaining('123'),
    value: [
      { code: first, archiveNo: labels[0]?.archiveNo, outcome: 'in_place', already: false },
      { code: first, already: true },
    ],
  });
  expect(await inspection('level', '-', '99', '1')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('Nothing is registered at 99-1'),
  });
  const unknown = await inspection('finding', '9999', '霉变', '严重');
  expect([unknown.exit, unknown.err]).toEqual([1, expect.stringContaining('no such archive')]);
  const found = await inspection('finding', labels[1]?.archiveNo ?? '', '霉变', '严重', '--note', '封底发霉');
  expect(found).toMatchObject({
    exit: 0,
    value: { no: 1, findings: [{ kind: 'mouldy', degree: 'severe' }] },
  });
  expect(await inspection('scan', second ?? '')).toMatchObject({ value: [{ already: true }] });
  expect(await inspection('sign')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('10 archives have no outcome'),
  });
  await inspection('scan', ...others);
  const status = await inspection('status');
  expect(status.value).toMatchObject({
    inspected: 12,
    inPlace: 12,
    byWay: { scan: 11, pick: 1, level: 0 },
    open: [],
    repairsOpen: 1,
    signatures: [],
  });
  expect(await inspection('sign')).toMatchObject({
    exit: 1,
    err: expect.stringContaining('four-property test'),
  });
  const tested = await inspection('test');
  expect(tested).toMatchObject({ exit: 1, value: { ok: false } });
  const { checks } = tested.value as unknown as { checks: Array<Record<string, unknown>> };
  expect(checks.find(({ name }) => name === 'audit_chain')).toMatchObject({
    property: 'authenticity',
    ok: true,
    evidence: expect.stringContaining(' '),
  });
  expect(checks.find(({ name }) => name === 'staff')).toMatchObject({
    ok: false,
    evidence: expect.stringMatching(/./),
  });
  expect(await inspection('sign')).toMatchObject({ exit: 1, err: expect.stringContaining('failed') });
  expect(await inspection('sign', '--note', '试用库，无备份')).toMatchObject({ exit: 0, err: '' });
  expect(await run(['inspection', 'sign'], { user: 'supervisor' })).toMatchObject({ exit: 0, err: '' });
  const late = await run(['inspection', 'sign', '--note', 'x'], { user: 'service_manager' });
  expect([late.exit, late.err]).toEqual([1, expect.stringContaining('nobody else takes one')]);
  const signed = await run(['inspection', 'sign'], { user: 'service_manager' });
  expect(signed).toMatchObject({
    err: '',
    value: {
      state: 'signed',
      signatures: [{ role: 'archivist' }, { role: 'supervisor' }, { role: 'service_manager' }],
    },
  });
  const to = join(folder, 'record.docx');
  expect(await inspection('print', '--to', to)).toMatchObject({ exit: 0, value: { file: to } });
  expect(readFileSync(to).subarray(0, 2).toString()).toBe('PK');
  expect(await inspection('sign')).toMatchObject({ exit: 1 });
  for (const closed of [
    ['scan', first ?? ''],
    ['finding', labels[1]?.archiveNo ?? '', '霉变', '严重'],
  ]) {
    const told = await inspection(...closed);
    expect([told.exit, told.err]).toEqual([1, expect.stringContaining('No inspection is under way')]);
  }
});

test('the day alone is moved, and in trial archives alone', async () => {
  expect(await run(['inspection', 'status'], { today: '2026-02-30' })).toMatchObject({ exit: 2 });
  expect(await run(['inspection', 'status'], { today: '2026-07-01' })).toMatchObject({ exit: 0 });
});

test.each([
  [['inspection'], 'open, labels'],
  [['inspection', 'walk'], 'open, labels'],
  [['inspection', 'scan'], 'CODE'],
  [['inspection', 'open', '--period', '2026'], '2026-H1'],
  [['inspection', 'open', '--note', 'x'], '--note'],
  [['inspection', 'scan', '1', '--to', 'x.pdf'], '--to'],
  [['inspection', 'labels', 'x'], 'too much'],
  [['inspection', 'level', '一号', 'A'], 'LEVEL'],
  [['inspection', 'finding', 'x', '霉变'], 'DEGREE'],
  [['inspection', 'finding', 'x', '霉变', '很重'], 'severe 严重'],
  [['inspection', 'print'], '--to'],
  [['inspection', 'finding', 'x', '霉', '严重'], 'mouldy 霉变'],
  [['inspection', 'print', '--to', 'x.txt'], '.pdf'],
  [['inspection', 'level', '一号', 'A', 'x'], '1 to 99'],
  [['inspection', 'level', '一号', 'A', '0'], '1 to 99'],
])('%s is not written as it must be', async (words, said) => {
  const { exit, err } = await run(words);
  expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
});

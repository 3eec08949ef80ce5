import { mkdtempSync, rmSync } from 'node:fs';
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
  await run('archivist', ['seed', '--customers', '12']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(user: string, words: readonly string[], today = '2026-03-02') {
  const opening = ['--archive', vault, '--user', user, '--today', today, '--json'];
  const { exit, out, err } = await runHere([...words, ...opening]);
  return { exit, err, value: out === '' ? null : (JSON.parse(out) as never) };
}

test('a report from its request to a paper that was checked', async () => {
  const asked = [
    '--period',
    'month',
    '--until',
    '2026-12-31',
    '--purpose',
    '月度例会',
    '--department',
    '销售部',
  ];
  expect(await run('requester', ['report', 'request', 'customer_statistics', ...asked])).toMatchObject({
    exit: 0,
    value: { kind: 'request', id: 1, state: 'submitted', firstPeriod: '2026-03' },
  });
  const early = await run('archivist', ['report', 'sign', '1']);
  expect([early.exit, early.err]).toEqual([1, expect.stringContaining('1')]);
  await run('service_manager', ['report', 'sign', '1']);
  expect(await run('general_manager', ['report', 'sign', '1'])).toMatchObject({
    exit: 0,
    value: { state: 'approved', runs: [] },
  });
  expect(await run('archivist', ['report', 'runs'], '2026-03-31')).toMatchObject({ value: [] });
  const due = await run('archivist', ['report', 'runs'], '2026-04-01');
  expect(due.value).toMatchObject([{ id: 1, period: '2026-03', state: 'compiled', request: 1 }]);
  for (const user of ['archivist', 'supervisor', 'service_manager'])
    expect((await run(user, ['report', 'review', '1'], '2026-04-01')).exit).toBe(0);
  const copies = ['report', 'copies', '1', '--add', '王芳', '--department', '销售部'];
  const [copy] = (await run('archivist', copies, '2026-04-01')).value as unknown as Array<{ code: string }>;
  expect(copy).toMatchObject({ copyNo: 1, recipient: '王芳', takenBack: null });
  expect(await run('auditor', ['report', 'check', copy?.code ?? ''], '2026-04-01')).toMatchObject({
    exit: 0,
    value: { state: 'same', copyNo: 1, recipient: '王芳', revision: 1 },
  });
  await run('archivist', ['report', 'copies', '1', '--take-back', '1'], '2026-04-02');
  expect(await run('auditor', ['report', 'check', copy?.code ?? ''], '2026-04-02')).toMatchObject({
    value: { takenBackOn: '2026-04-02' },
  });
  expect(await run('auditor', ['verify'])).toMatchObject({ exit: 0 });
});

test('a request was refused with a reason', async () => {
  const asked = ['--period', '2025', '--until', '2026-12-31', '--purpose', '年报'];
  const { value } = await run('developer', [
    'report',
    'request',
    'storage',
    ...asked,
    '--department',
    '销售部',
  ]);
  const { id } = value as unknown as { id: number };
  const refused = await run('service_manager', [
    'report',
    'refuse',
    `request:${id}`,
    '--note',
    '已有同样的报表',
  ]);
  expect(refused).toMatchObject({ exit: 0, value: { state: 'refused' } });
});

import { linkSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestArchive } from '../support/archive.ts';
import { codeOf } from './support.ts';

test('rows refused by an import could be saved over the open archive or its keys', async () => {
  await using archive = await openTestArchive();
  const archivist = archive.as('archivist');
  const file = join(archive.folder, 'ledger.csv');
  writeFileSync(file, '单位名称,客户分类\n佛山市金艺五金有限公司,供应商\n佛山市另一五金有限公司,不知道\n');
  const plan = await archivist.import.plan({
    token: archive.grant('archivist', file),
    sheets: [{ sheet: '', headerRow: null, category: null, columns: null }],
  });
  expect(plan.counts.refused).toBe(1);
  const save = (path: string) =>
    archivist.import.saveRefused({
      planId: plan.planId,
      token: archive.grant('archivist', path, 'write'),
      language: 'zh-CN',
    });
  mkdirSync(join(archive.folder, 'inner'));
  symlinkSync(archive.folder, join(archive.folder, 'inner', 'out'));
  linkSync(archive.path, join(archive.folder, 'another.xlsx'));
  symlinkSync(`${archive.path}.keys`, join(archive.folder, 'keys.xlsx'));
  const sizes = () => [archive.path, `${archive.path}.keys`].map((path) => statSync(path).size);
  const before = sizes();
  for (const target of [
    'test.kda',
    'TEST.KDA',
    'test.kda.keys',
    'test.kda.keys.bak',
    'test.kda-wal',
    'test.kda.anchors',
    'inner/../test.kda',
    'inner/out/test.kda.keys',
    'another.xlsx',
    'keys.xlsx',
  ])
    expect([target, await codeOf(save(join(archive.folder, target)))]).toEqual([target, 'vault.own_file']);
  expect(sizes()).toEqual(before);
  expect(await save(join(archive.folder, 'test.kda.xlsx'))).toEqual({ rows: 1 });
});

test('a link laid under the name of a file to be written led the writing to another file', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const victim = join(archive.folder, 'victim.txt');
  writeFileSync(victim, 'not yours');
  archive.host.signOutAll('closed');
  for (const name of ['.keys.new', '.keys.bak.tmp', '.tries.tmp', '.lock.tmp']) {
    rmSync(`${archive.path}${name}`, { force: true });
    symlinkSync(victim, `${archive.path}${name}`);
  }
  const admin = archive.as('system_admin');
  await admin.accounts.create({ login: 'new', name: '新人', roles: ['developer'] });
  expect(readFileSync(victim, 'utf8')).toBe('not yours');
});

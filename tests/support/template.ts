import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROLES, type Role } from '../../db/domain/roles.ts';
import { makeArchive } from '../../db/features/vault/service.ts';
import { readTableInChild } from '../../db/features/import/host-node.ts';
import { ArchiveHost } from '../../db/work/host.ts';
import { FLOOR_COST, prepareArchive } from '../../db/vault/index.ts';
import { TestClock } from './clock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A closed archive with one account per role, to be copied by every test that wants one. */
    templateArchive: string;
  }
}

/** The password of every account of a test archive. */
export const TEST_PASSWORD = 'correct horse battery';

/** Makes the archive that tests copy: deriving eight keys once, not in every test. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-template-'));
  const path = join(folder, 'template.kda');
  await makeTemplate(path);
  project.provide('templateArchive', path);
  return () => rmSync(folder, { recursive: true, force: true });
}

async function makeTemplate(path: string): Promise<void> {
  const host = new ArchiveHost({
    clock: new TestClock(),
    readTable: readTableInChild,
    emit: () => {},
    isCancelled: () => false,
  });
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
  const facts = { company: '佛山市测试五金有限公司', fonds: 'QZ01', trial: false, accounts };
  makeArchive(call, path, await prepareArchive(), facts, FLOOR_COST);
  host.signOutAll('closed');
}

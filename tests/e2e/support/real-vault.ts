import { DEFAULT_PATTERN } from '../../../db/domain/archive-no.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { systemClock } from '../../../db/clock.ts';
import { readTableInChild } from '../../../db/features/import/host-node.ts';
import { makeVault } from '../../../db/features/vault/service.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import { newHost } from '../../../db/router/host.ts';
import { FLOOR_COST, prepareVault } from '../../../db/vault/index.ts';
import { COMPANY, PASSWORD } from './trial.ts';

/** Who has an account in it: the login is the role. */
const PEOPLE: Readonly<Partial<Record<Role, string>>> = {
  system_admin: '系统员',
  supervisor: '林主管',
  auditor: '审计员',
  archivist: '周宁',
};

/** Makes a vault that is in real use, with keys that are quick to derive. */
export async function makeRealVault(path: string): Promise<void> {
  const host = newHost({
    clock: systemClock,
    cost: FLOOR_COST,
    readTable: readTableInChild,
    readLong: readLongInChild,
    emit: () => {},
    isCancelled: () => false,
  });
  const accounts = Object.entries(PEOPLE).map(([role, name]) => ({
    login: role,
    name,
    roles: [role as Role],
    department: null,
    secret: PASSWORD,
    oneTime: false,
  }));
  const facts = {
    company: COMPANY,
    fonds: 'QZ01',
    archiveNoPattern: DEFAULT_PATTERN,
    trial: false,
    accounts,
  };
  await makeVault({ host, origin: { connection: 'maker', seq: 0 } }, path, await prepareVault(), facts);
  host.signOutAll('closed');
}

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../db/domain/canonical.ts';
import {
  ACTIONS,
  may,
  mayEver,
  PERMISSIONS,
  RELATIONS,
  RULES,
  TABLES,
  type Action,
} from '../../db/domain/permissions.ts';
import { ROLES, SECRECY_CLASSES, type Role, type Secrecy } from '../../db/domain/roles.ts';
import { appRouter } from '../../db/router/index.ts';
import { dispatch } from '../../db/router/dispatch.ts';
import type { Meta } from '../../db/work/procedures.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

interface Procedure {
  readonly path: string;
  readonly type: 'query' | 'mutation';
  readonly permission: Meta['permission'] | undefined;
}

function allProcedures(): Procedure[] {
  const flat = appRouter._def.procedures as Record<string, unknown>;
  return Object.keys(flat).map((path) => {
    const { _def } = flat[path] as { _def: { type: Procedure['type']; meta?: Meta } };
    return { path, type: _def.type, permission: _def.meta?.permission };
  });
}

/** What may be called by somebody who is not signed in. Adding to it is a decision. */
const PUBLIC = [
  'backup.inspect',
  'backup.preview',
  'backup.restore',
  'vault.activate',
  'vault.checkPlace',
  'vault.close',
  'vault.create',
  'vault.draftCreate',
  'vault.lock',
  'vault.recover',
  'vault.status',
  'vault.tryOut',
  'vault.unlock',
  'vault.unlockWithSecond',
];

test('every procedure names its permission, and only the vault door is public', () => {
  const procedures = allProcedures();
  expect(procedures.length).toBeGreaterThan(30);
  const unnamed = procedures.filter(
    ({ permission }) => permission === undefined || !['public', 'signed_in', ...ACTIONS].includes(permission),
  );
  expect(unnamed).toEqual([]);
  const open = procedures.filter(({ permission }) => permission === 'public').map(({ path }) => path);
  expect(open.toSorted()).toEqual(PUBLIC);
});

test('nobody who is not signed in gets past any other procedure', async () => {
  await using vault = await openTestVault();
  for (const { path, type, permission } of allProcedures()) {
    if (permission === 'public') continue;
    const origin = { connection: 'stranger', seq: 0 };
    const result = await dispatch(vault.host, origin, { kind: type, path, input: {} }, fail);
    expect({ path, result }).toEqual({
      path,
      result: { ok: false, error: { code: 'vault.locked', data: {} } },
    });
  }
});

test('a role without the action is refused by every procedure of it, and the refusal is logged', async () => {
  await using vault = await openTestVault();
  for (const role of ROLES) {
    await vault.signIn(role);
    for (const { path, type, permission } of allProcedures()) {
      if (permission === undefined || permission === 'public' || permission === 'signed_in') continue;
      const origin = { connection: role, seq: 0 };
      const result = await dispatch(vault.host, origin, { kind: type, path, input: null }, () => {});
      const denied = !result.ok && result.error.code === 'access.denied';
      const logged = lastAudit(vault);
      const wanted = !mayEver([role], permission);
      expect({ role, path, denied }).toEqual({ role, path, denied: wanted });
      expect(logged === `deny procedure:${path}`).toBe(wanted);
    }
  }
});

/**
 * The policy in its own words, apart from the table that carries it out: the highest class of each relation in
 * the order own, assigned, grant, none. N normal, C confidential, S secret, T top secret, - nothing.
 */
const POLICY: Record<string, Partial<Record<Role, string>>> = {
  'customers.list': {
    developer: 'TTTC',
    archivist: 'TTTT',
    supervisor: 'TTTT',
    service_manager: 'TTTT',
    general_manager: 'TTTT',
    requester: 'CCTC',
  },
  'customers.read': {
    developer: 'STT-',
    archivist: 'STTS',
    supervisor: 'STTS',
    service_manager: 'TTTT',
    general_manager: 'TTTT',
    requester: '--T-',
  },
  'customers.edit': { archivist: 'STTS', supervisor: 'STTS' },
  'customers.classify': { supervisor: 'STTS', service_manager: 'TTTT' },
  'customers.assign': { supervisor: 'SSSS', service_manager: 'TTTT' },
  'customers.print': {
    archivist: 'STTS',
    supervisor: 'STTS',
    service_manager: 'TTTT',
    general_manager: 'TTTT',
  },
  'customers.export': { archivist: 'STTS', supervisor: 'STTS', service_manager: 'TTTT' },
};

test.each(Object.keys(POLICY))('%s is open exactly as far as the policy says', (action) => {
  const letters: Record<Secrecy, string> = { normal: 'N', confidential: 'C', secret: 'S', top_secret: 'T' };
  for (const role of ROLES) {
    const highest = RELATIONS.map((relation) => {
      const open = SECRECY_CLASSES.filter((secrecy) => {
        return may([role], action as Action, { secrecy, relations: [relation] });
      });
      const top = open.at(-1);
      expect(open).toEqual(SECRECY_CLASSES.slice(0, open.length));
      return top ? letters[top] : '-';
    }).join('');
    expect(`${role} ${highest}`).toBe(`${role} ${POLICY[action]?.[role] ?? '----'}`);
  }
});

test('system administrator and auditor read no archive, whatever its class and their relation (三员分立)', () => {
  const open = [];
  for (const role of ['system_admin', 'auditor'] as const)
    for (const action of ACTIONS.filter((one) => one.startsWith('customers.')))
      for (const secrecy of SECRECY_CLASSES)
        for (const relation of RELATIONS)
          if (may([role], action, { secrecy, relations: [relation] }))
            open.push({ role, action, secrecy, relation });
  expect(open).toEqual([]);
});

test('an archive that a person may not see answers like one that does not exist, by every route', async () => {
  await using vault = await openTestVault();
  const { id, archiveNo } = await vault
    .as('archivist')
    .customers.create(aCustomer({ secrecy: 'top_secret' }));
  const input = aCustomer();
  const routes = (wanted: { id: number; archiveNo: string }) => ({
    get: vault.as('developer').customers.get({ id: wanted.id }),
    byNo: vault.as('developer').customers.getByArchiveNo({ archiveNo: wanted.archiveNo }),
    history: vault.as('developer').customers.history({ id: wanted.id }),
    requester: vault.as('requester').customers.get({ id: wanted.id }),
    similar: vault.as('developer').customers.similar({ name: input.name, uscc: null, phones: [] }),
  });
  const hidden = await answers(routes({ id, archiveNo }));
  const absent = await answers(routes({ id: 999_999, archiveNo: 'QZ01-KH·2026-D30-YW-9999' }));
  expect(hidden).toEqual(absent);
});

test('the index shows a classified archive to those who may ask for it, but nothing of its content', async () => {
  await using vault = await openTestVault();
  const secret = aCustomer({ secrecy: 'confidential', note: '只有经办人知道', phones: ['0757-62980843'] });
  const { id } = await vault.as('archivist').customers.create(secret);
  const seen = await vault.as('requester').customers.get({ id });
  expect(seen.access).toBe('index');
  expect(JSON.stringify(seen)).not.toMatch(/经办人|62980843/);
});

test('a class lapses after its end date', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ secrecy: 'top_secret', secrecyUntil: '2026-03-05' });
  const { id } = await vault
    .as('service_manager')
    .customers.get({
      id: (await vault.as('archivist').customers.create(input)).id,
    })
    .then((record) => record.index);
  await expect(vault.as('requester').customers.get({ id })).rejects.toMatchObject({
    cause: { code: 'customers.not_found' },
  });
  vault.clock.advance({ days: 4 });
  expect((await vault.as('requester').customers.get({ id })).index.secrecy).toBe('normal');
});

function lastAudit(vault: TestVault): string {
  const last = vault.opened.handles.reader.row<{ decision: string; object: string }>(
    'select decision, object from audit order by seq desc limit 1',
  );
  return `${last?.decision} ${last?.object}`;
}

async function answers(calls: Record<string, Promise<unknown>>): Promise<Record<string, unknown>> {
  const entries = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => [
      name,
      await call.then(
        (value) => value,
        (error: { cause: { code: string; data: unknown } }) => ({
          code: error.cause.code,
          data: error.cause.data,
        }),
      ),
    ]),
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function fail(error: unknown): void {
  throw error;
}

test('a procedure is called as what it is: a change that came as a question did what it does without a trace of it', async () => {
  await using vault = await openTestVault();
  await vault.signIn('archivist');
  const origin = { connection: 'archivist', seq: 0 };
  const refused = { ok: false, error: { code: 'common.no_such_procedure', data: {} } };
  for (const { path, type } of allProcedures()) {
    const kind = type === 'query' ? 'mutation' : 'query';
    const result = await dispatch(vault.host, origin, { kind, path, input: {} }, fail);
    expect({ path, result }).toEqual({ path, result: refused });
  }
  const asked = { kind: 'query', path: 'customers.create', input: aCustomer() } as const;
  expect(await dispatch(vault.host, origin, asked, fail)).toEqual(refused);
  expect(await dispatch(vault.host, origin, { ...asked, kind: 'mutation' }, fail)).toMatchObject({
    ok: true,
  });
});

test('the permission table of a version stays what it was: rows of the log are judged by it', () => {
  // A line never changes: whoever changes the table raises RULES and keeps the table of before under its number.
  const kept = {
    1: '9f4e81754beb403a',
    2: 'e602954b19ce4ab3',
    3: 'bc5536f7fa767520',
    4: 'e2be840cbd3e4731',
    5: '7736b9bf72865e48',
    6: 'ab1cf8f19975edad',
  };
  const digests = [...TABLES].map(([version, table]) => [
    version,
    createHash('sha256').update(canonicalJson(table)).digest('hex').slice(0, 16),
  ]);
  expect(Object.fromEntries(digests)).toEqual(kept);
  expect(TABLES.get(RULES)).toBe(PERMISSIONS);
});

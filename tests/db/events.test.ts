import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { importFile, writeCsv } from './import/support/importing.ts';
import { aCustomer } from '../support/factories.ts';
import { because } from '../support/reasons.ts';

test('a change is told once it is committed, and one that is rolled back is not', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const told = () => vault.events.filter(({ type }) => type === 'changed');
  ctx.transaction(() => {
    ctx.emit(() => ({ type: 'changed', kind: 'lists' }));
    expect(told()).toEqual([]);
  });
  expect(told()).toEqual([{ type: 'changed', kind: 'lists' }]);
  const undone = () =>
    ctx.transaction(() => {
      ctx.emit(() => ({ type: 'changed', kind: 'customers' }));
      throw new Error('no');
    });
  expect(undone).toThrow('no');
  ctx.emit(() => ({ type: 'changed', kind: 'filings' }));
  expect(told()).toEqual([
    { type: 'changed', kind: 'lists' },
    { type: 'changed', kind: 'filings' },
  ]);
});

test('filing and an edit name the archive', async () => {
  await using vault = await openTestVault();
  const { id } = await vault.as('archivist').customers.create(aCustomer());
  await vault
    .as('archivist')
    .customers.update({ id, version: 1, input: aCustomer({ note: '改过' }), reason: null });
  expect(vault.events.filter(({ type }) => type === 'changed')).toEqual([
    { type: 'changed', kind: 'customers', id },
    { type: 'changed', kind: 'customers', id },
  ]);
});

/** The roles that hear of a change which another person makes, and what the id in it is. */
async function hearing(vault: TestVault, act: () => Promise<unknown>) {
  const before = new Map(ROLES.map((role) => [role, vault.eventsOf(role).length]));
  await act();
  const heard = ROLES.map((role) => {
    const events = vault.eventsOf(role).slice(before.get(role));
    return [
      role,
      events.flatMap((event) =>
        event.type === 'changed' && event.kind !== 'import' ? [event.id ?? null] : [],
      ),
    ] as const;
  });
  return Object.fromEntries(heard.filter(([, ids]) => ids.length > 0));
}

describe('nobody hears of what they may not list', () => {
  const INDEX = ['archivist', 'supervisor', 'service_manager', 'general_manager'] as const;
  const everybody = (roles: readonly Role[], id: number | null) =>
    Object.fromEntries(roles.map((role) => [role, [id]]));
  let vault: TestVault;
  beforeEach(async () => {
    vault = await openTestVault();
    await vault.signIn(...ROLES);
  });
  afterEach(() => vault[Symbol.asyncDispose]());

  test('an archive that is filed, and one that is edited', async () => {
    const archivist = vault.as('archivist');
    for (const [secrecy, roles] of [
      ['confidential', [...INDEX, 'developer', 'requester']],
      ['secret', INDEX],
    ] as const) {
      let id = 0;
      const filed = await hearing(vault, async () => {
        ({ id } = await archivist.customers.create(aCustomer({ secrecy })));
      });
      expect(filed).toEqual(everybody(roles, id));
      const input = aCustomer({ secrecy, note: '改过' });
      const edited = await hearing(vault, () =>
        archivist.customers.update({ id, version: 1, input, reason: null }),
      );
      expect(edited).toEqual(everybody(roles, id));
    }
  });

  test('one that is closed: who listed it hears that their list has changed', async () => {
    const { id } = await vault.as('archivist').customers.create(aCustomer());
    const closed = await hearing(vault, () =>
      vault.as('supervisor').customers.classify({
        id,
        version: 1,
        secrecy: 'secret',
        secrecyUntil: null,
        reason: because('客户要求'),
      }),
    );
    expect(closed).toEqual({ ...everybody(INDEX, id), ...everybody(['developer', 'requester'], null) });
  });

  test('a ledger that comes in, once for all of it', async () => {
    for (const [secrecy, roles] of [
      ['绝密', INDEX],
      ['普通', [...INDEX, 'developer', 'requester']],
    ] as const) {
      const lines = [
        '客户名称,客户分类,密级',
        `佛山市${secrecy}一厂,供应商,${secrecy}`,
        `佛山市${secrecy}二厂,供应商,${secrecy}`,
      ];
      const path = writeCsv(vault.folder, lines.join('\n'));
      const heard = await hearing(vault, () => importFile(vault, path));
      expect(heard).toEqual(everybody(roles, null));
    }
  });

  test('a report: a draft its reporter, one that is submitted those who decide', async () => {
    const developer = vault.as('developer');
    let id = 0;
    const kept = await hearing(vault, async () => {
      ({ id } = await developer.filings.save({ id: null, version: null, submit: false, input: aCustomer() }));
    });
    expect(kept).toEqual({ developer: [id] });
    const submitted = await hearing(vault, () =>
      developer.filings.save({ id, version: 1, submit: true, input: aCustomer() }),
    );
    const readers = ['developer', 'archivist', 'supervisor', 'service_manager'] as const;
    expect(submitted).toEqual(everybody(readers, id));
  });
});

import { expect, test } from 'vitest';
import { openTestArchive } from '../support/archive.ts';
import { codeOf } from './support.ts';

/** One character that compatibility normalising makes eighteen. */
const LONG_WHEN_NORMALISED = '\uFDFA';

test('a login that grew too long when normalised made a keys file that nobody could read again', async () => {
  await using archive = await openTestArchive();
  const account = { login: LONG_WHEN_NORMALISED.repeat(20), name: '某人', roles: ['developer' as const] };
  expect(await codeOf(archive.as('system_admin').accounts.create(account))).toBe('vault.login_unusable');
  archive.host.signOutAll('closed');
  expect((await archive.as('archivist').vault.status()).state).toBe('open');
});

test('a login with what cannot be seen is refused: it would look like somebody else’s', async () => {
  await using archive = await openTestArchive();
  const admin = archive.as('system_admin');
  for (const login of ['a\u200Bdmin', 'admin\u202E', 'a\u0000b', 'a\uD800', 'a  b', '\u3164', '\u00AD']) {
    const refusal = await codeOf(admin.accounts.create({ login, name: '某人', roles: ['developer'] }));
    expect({ login, refusal }).toEqual({ login, refusal: 'vault.login_unusable' });
  }
});

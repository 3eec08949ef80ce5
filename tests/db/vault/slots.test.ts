import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../../db/connection/open.ts';
import { newHeaderSalt } from '../../../db/vault/header-salt.ts';
import * as vault from '../../../db/vault/index.ts';
import { derive } from '../../../db/vault/key-derivation.ts';
import {
  authenticate,
  encodeKeysFile,
  readKeysFile,
  WRAPPED_BYTES,
  type KeysFile,
  type Slot,
} from '../../../db/vault/keys-file.ts';
import { openSlot, sealTo, type PrivateHalves } from '../../../db/vault/slots.ts';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { sodium, toText, utf8 } from '../../../db/vault/sodium.ts';
import {
  aClock,
  aFolder,
  committing,
  copyOf,
  makeVault,
  PASSWORD,
  populate,
  refusalFrom,
  unlockAs,
  type MadeVault,
} from './support.ts';

const NEW_PASSWORD = 'another long password';
let made: MadeVault;
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

function keysOf(path: string): KeysFile {
  const keys = readKeysFile(`${path}.keys`);
  if (!keys || keys instanceof Error) throw new Error('no keys file');
  return keys;
}

/** Writes a keys file with other slots, as somebody who knows a data key can. */
function rewriteKeys(path: string, dataKey: vault.SecureKey, change: Partial<KeysFile>): void {
  const { mac: _, ...body } = keysOf(path);
  writeFileSync(`${path}.keys`, encodeKeysFile(authenticate({ ...body, ...change }, dataKey)));
}

test('a vault that somebody else made opened with the real passwords, and took what was entered', async () => {
  using place = aFolder();
  const path = copyOf(made, place.path);
  // All that is needed is in the keys file: the public halves, to which any data key can be sealed.
  const known = sodium.randombytes_buf(32);
  const dataKey = vault.secureKey(Uint8Array.from(known));
  const { archive, recovery, slots } = keysOf(path);
  const salt = newHeaderSalt();
  rmSync(path);
  const database = createDatabase(path, known, salt);
  populate(database, {
    keysSeq: 1,
    archiveId: archive,
    recovery: { publicKey: recovery.publicKey, certifier: new Uint8Array(32) },
    dataKey,
    accounts: slots.map(({ account, login, signPublic }) => ({
      id: account,
      login,
      signPublicKey: signPublic,
    })),
    signer: { publicKey: new Uint8Array(32), sign: () => new Uint8Array(64) },
  });
  database.close();
  rewriteKeys(path, dataKey, {
    salt,
    seq: 1,
    slots: slots.map((slot) => ({ ...slot, sealedKey: sealTo(slot.boxPublic, dataKey) })),
    recovery: { ...recovery, sealedKey: sealTo(recovery.publicKey, dataKey) },
  });
  expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.keys_tampered');
});

/** The slot as it was made before it said which data key is its own. */
async function withoutMark(keys: KeysFile, slot: Slot, halves: PrivateHalves): Promise<Slot> {
  const { account, boxPublic, signPublic, derivationSalt, cost } = slot;
  const nonce = sodium.randombytes_buf(24);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    Buffer.concat([halves.box.use((bytes) => bytes.slice()), halves.signSeed.use((bytes) => bytes.slice())]),
    utf8(canonicalJson([toText(keys.archive), account, toText(boxPublic), toText(signPublic)])),
    null,
    nonce,
    await derive(PASSWORD, derivationSalt, cost),
  );
  return { ...slot, wrapped: Uint8Array.from([...nonce, ...sealed]) };
}

test('a slot from before it said which data key is its own opens, and says it from the next password on', async () => {
  using place = aFolder();
  const path = copyOf(made, place.path);
  const keys = keysOf(path);
  const own = await openSlot(keys, 'admin', PASSWORD);
  if (!own) throw new Error('not opened');
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  const slots = await Promise.all(
    keys.slots.map((slot) => (slot.login === 'admin' ? withoutMark(keys, slot, own.halves) : slot)),
  );
  rewriteKeys(path, opened.dataKey, {
    version: 1,
    generation: undefined,
    slots: slots.map((slot) => ({ ...slot, generation: undefined })),
  });
  vault.closeVault(opened);
  const lengths = () =>
    keysOf(path)
      .slots.filter(({ login }) => login === 'admin')
      .map(({ wrapped }) => wrapped.length);
  expect(lengths()).toEqual([WRAPPED_BYTES - 32]);

  const again = await unlockAs('admin', PASSWORD, path);
  await vault.changePassword(again.vault, again.person, {
    oldPassword: PASSWORD,
    newPassword: NEW_PASSWORD,
    clock: aClock(),
    cost: vault.FLOOR_COST,
    commit: committing(again.vault.database),
  });
  vault.closeVault(again.vault);
  expect(lengths()).toEqual([WRAPPED_BYTES]);
  expect(keysOf(path).version).toBe(3);
  vault.closeVault((await unlockAs('admin', NEW_PASSWORD, path)).vault);
  expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.sign_in_refused');
});

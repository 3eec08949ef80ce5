/**
 * One account's slot: its key pairs, wrapped under its secret, and the data key sealed to it. Anybody can seal to a
 * public half, so what is wrapped also says which data key it is.
 */
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import { markOf } from './generations.ts';
import { DEFAULT_COST, derive, DERIVATION_SALT_BYTES, type DerivationCost } from './key-derivation.ts';
import type { KeysBody, Slot } from './keys-file.ts';
import { checkPassword, normaliseOneTimeCode, normalisePassword } from './password.ts';
import { secureKey, type SecureKey } from './secure-key.ts';
import { sameBytes, sodium, toText, utf8 } from './sodium.ts';

/** Signs for one account; the private half never leaves it. */
export interface Signer {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** A detached signature of 64 bytes. Throws after sign-out. */
  sign(message: Uint8Array): Uint8Array;
}

/** The private halves of an account: 32 bytes X25519, 32 bytes Ed25519 seed. */
export interface PrivateHalves {
  readonly box: SecureKey;
  readonly signSeed: SecureKey;
}

export function wipeHalves({ box, signSeed }: PrivateHalves): void {
  box.destroy();
  signSeed.destroy();
}

/** A secret to be given to an account. */
export interface NewSecret {
  readonly login: string;
  /** A password, or a code of `newOneTimeCode` when `oneTime`. */
  readonly secret: string;
  readonly oneTime: boolean;
}

/** The key that wraps a slot, and what it is derived by. */
interface Wrapping {
  readonly oneTime: boolean;
  readonly cost: DerivationCost;
  readonly derivationSalt: Uint8Array;
  readonly wrapping: SecureKey;
}

/** The key that a new secret wraps a slot with; wiped when it is disposed of. */
export interface DerivedSecret extends Wrapping, Disposable {}

/**
 * Derives what a new slot is wrapped with. It needs nothing of the vault, so whoever makes a slot waits for this
 * first, and does all the rest at once. Errors: those of `checkPassword` and `derive`.
 */
export async function deriveSecret(
  { login, secret, oneTime }: NewSecret,
  {
    cost = DEFAULT_COST,
    signal,
  }: { readonly cost?: DerivationCost | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<DerivedSecret> {
  if (!oneTime) checkPassword(secret, login);
  const derivationSalt = sodium.randombytes_buf(DERIVATION_SALT_BYTES);
  const wrapping = secureKey(await derive(secretForm(secret, oneTime), derivationSalt, cost, signal));
  return { oneTime, cost, derivationSalt, wrapping, [Symbol.dispose]: () => wrapping.destroy() };
}

interface NewSlot {
  readonly archive: Uint8Array;
  /** That of the data key. */
  readonly generation: number;
  readonly account: number;
  readonly login: string;
  readonly secret: DerivedSecret;
}

export interface MadeSlot {
  readonly slot: Slot;
  readonly halves: PrivateHalves;
}

/** A slot with a new pair. */
export function makeSlot(account: NewSlot, dataKey: SecureKey): MadeSlot {
  const boxPair = sodium.crypto_box_keypair();
  const seed = sodium.randombytes_buf(sodium.crypto_sign_SEEDBYTES);
  const signPair = sodium.crypto_sign_seed_keypair(seed);
  sodium.memzero(signPair.privateKey);
  const halves = { box: secureKey(boxPair.privateKey), signSeed: secureKey(seed) };
  const identity = {
    account: account.account,
    login: account.login,
    boxPublic: boxPair.publicKey,
    signPublic: signPair.publicKey,
    sealedKey: sealTo(boxPair.publicKey, dataKey),
  };
  return { slot: wrapSlot(identity, halves, account, dataKey), halves };
}

type Identity = Pick<Slot, 'account' | 'login' | 'boxPublic' | 'signPublic' | 'sealedKey'>;

/** The same pair under another secret. */
export function wrapSlot(
  identity: Identity,
  halves: PrivateHalves,
  { archive, generation, secret }: Pick<NewSlot, 'archive' | 'generation'> & { readonly secret: Wrapping },
  dataKey: SecureKey,
): Slot {
  const nonce = sodium.randombytes_buf(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const plain = halves.box.use((box) =>
    halves.signSeed.use((seed) => join(join(box, seed), markOf(dataKey))),
  );
  const sealed = secret.wrapping.use((wrapping) =>
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      plain,
      boundTo(archive, identity),
      null,
      nonce,
      wrapping,
    ),
  );
  sodium.memzero(plain);
  const { account, login, boxPublic, signPublic, sealedKey } = identity;
  const { oneTime, cost, derivationSalt } = secret;
  return {
    account,
    login,
    boxPublic,
    signPublic,
    sealedKey,
    oneTime,
    generation,
    cost,
    derivationSalt,
    wrapped: join(nonce, sealed),
  };
}

export interface OpenedSlot {
  readonly slot: Slot;
  readonly halves: PrivateHalves;
  /** Which data key the slot was made for; a slot from before the mark has none. */
  readonly mark: Uint8Array | undefined;
  /** What the slot is wrapped with. */
  readonly wrapping: SecureKey;
}

export function wipeOpened({ halves, wrapping }: Omit<OpenedSlot, 'mark'>): void {
  wipeHalves(halves);
  wrapping.destroy();
}

const HALVES_BYTES = 64;

/**
 * The private halves if the secret is right. A login without a slot costs the same: one derivation, of a slot
 * that does not exist. The slot is that of `keys` as they were when this was asked.
 */
export async function openSlot(
  keys: KeysBody,
  login: string,
  secret: string,
  signal?: AbortSignal,
): Promise<OpenedSlot | undefined> {
  const slot = keys.slots.find((candidate) => candidate.login === login);
  const like = slot ?? keys.slots[0];
  if (!like) return undefined;
  const wrapping = secureKey(
    await derive(secretForm(secret, slot?.oneTime ?? false), like.derivationSalt, like.cost, signal),
  );
  const plain = slot && wrapping.use((bytes) => unwrap(keys.archive, slot, bytes));
  if (!plain) {
    wrapping.destroy();
    return undefined;
  }
  const halves = { box: secureKey(plain.slice(0, 32)), signSeed: secureKey(plain.slice(32, HALVES_BYTES)) };
  const mark = plain.slice(HALVES_BYTES);
  sodium.memzero(plain);
  return { slot, halves, mark: mark.length > 0 ? mark : undefined, wrapping };
}

/** The same slot under the same secret, with the mark of the data key: of a newer generation than it was made for. */
export function markAnew(
  { slot, halves, wrapping }: OpenedSlot,
  { archive, generation }: Pick<NewSlot, 'archive' | 'generation'>,
  dataKey: SecureKey,
): Slot {
  return wrapSlot(slot, halves, { archive, generation, secret: { ...slot, wrapping } }, dataKey);
}

function unwrap(archive: Uint8Array, slot: Slot, wrapping: Uint8Array): Uint8Array | undefined {
  const nonceBytes = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      slot.wrapped.subarray(nonceBytes),
      boundTo(archive, slot),
      slot.wrapped.subarray(0, nonceBytes),
      wrapping,
    );
  } catch {
    return undefined;
  }
}

export function sealTo(publicKey: Uint8Array, dataKey: SecureKey): Uint8Array {
  return dataKey.use((bytes) => sodium.crypto_box_seal(bytes, publicKey));
}

/** The data key, or `undefined` when it was not sealed to this pair. */
export function unseal(
  sealedKey: Uint8Array,
  publicKey: Uint8Array,
  privateKey: SecureKey,
): SecureKey | undefined {
  try {
    return secureKey(privateKey.use((bytes) => sodium.crypto_box_seal_open(sealedKey, publicKey, bytes)));
  } catch {
    return undefined;
  }
}

/**
 * Signs with a seed. libsodium's private key is the seed and the public key one after the other, so once they are
 * known to belong together nothing has to be derived for each signature.
 */
export function makeSigner(publicKey: Uint8Array, signSeed: SecureKey): Signer {
  signSeed.use((seed) => {
    const pair = sodium.crypto_sign_seed_keypair(seed);
    sodium.memzero(pair.privateKey);
    if (!sameBytes(pair.publicKey, publicKey)) throw new AppError('vault.keys_tampered');
  });
  return {
    publicKey,
    sign: (message) =>
      signSeed.use((seed) => {
        const privateKey = Uint8Array.of(...seed, ...publicKey);
        const signature = sodium.crypto_sign_detached(message, privateKey);
        sodium.memzero(privateKey);
        return signature;
      }),
  };
}

/** Whether `signature` (64 bytes) of `message` was made with the private half of `publicKey`. */
export function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== sodium.crypto_sign_BYTES || publicKey.length !== 32) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** A wrapped pair cannot be moved to another account or vault. */
function boundTo(archive: Uint8Array, { account, boxPublic, signPublic }: Identity): Uint8Array {
  return utf8(canonicalJson([toText(archive), account, toText(boxPublic), toText(signPublic)]));
}

function secretForm(secret: string, oneTime: boolean): string {
  return oneTime ? normaliseOneTimeCode(secret) : normalisePassword(secret);
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/**
 * Generations of the data key. A slot's mark, wrapped under its secret, says which of them it was made for. The keys
 * file keeps the marks of former ones as long as a slot carries one, hidden under the newest key: so that key proves
 * that it follows on those, and none of them is kept.
 */
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import { KEYS_VERSION, WRAPPED_BYTES, type KeysBody, type Slot } from './keys-file.ts';
import { deriveKey, type SecureKey } from './secure-key.ts';
import { sameBytes, sodium, toText, utf8 } from './sodium.ts';

/** A slot from before there were marks carries none. */
export const UNMARKED = 0;
const MARK_BYTES = 32;
const NUMBER_BYTES = 4;
const ENTRY_BYTES = NUMBER_BYTES + MARK_BYTES;
const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

/** The newest generation of a keys file, from 1; a file from before they were counted is of the first. */
export function generationOf({ generation }: Pick<KeysBody, 'generation'>): number {
  return generation ?? 1;
}

/** The generation whose mark a slot carries, by the keys file. */
export function markedFor({ generation, wrapped }: Pick<Slot, 'generation' | 'wrapped'>): number {
  return generation ?? (wrapped.length === WRAPPED_BYTES ? 1 : UNMARKED);
}

/** Tells which data key is meant and nothing about it. */
export function markOf(dataKey: SecureKey): Uint8Array {
  const derived = deriveKey(dataKey, 'slot-mark');
  try {
    return derived.use((bytes) => bytes.slice());
  } finally {
    derived.destroy();
  }
}

/**
 * Errors: `vault.keys_tampered` when the data key is neither that of the slot nor one that follows on it: somebody put
 * another vault in the place of this one, which real passwords were to open.
 */
export function expectOwnKey(
  { slot, mark }: { readonly slot: Slot; readonly mark: Uint8Array | undefined },
  keys: KeysBody,
  dataKey: SecureKey,
): void {
  const generation = markedFor(slot);
  const known =
    generation === generationOf(keys) ? markOf(dataKey) : readFormer(keys, dataKey).get(generation);
  const isOwn = mark === undefined ? generation === UNMARKED : known !== undefined && sameBytes(mark, known);
  if (!isOwn) throw new AppError('vault.keys_tampered');
}

/** What a change makes of a keys file. */
type Changed = Partial<Pick<KeysBody, 'slots' | 'recovery' | 'seq'>>;

/**
 * The next file of the same generation, in the newest version: with the former marks that a slot still carries. `known`
 * are those of slots that come in and were made for an earlier generation.
 */
export function changedBody(
  body: KeysBody,
  changed: Changed,
  dataKey: SecureKey,
  known: ReadonlyMap<number, Uint8Array> = new Map(),
): KeysBody {
  const marks = new Map([...known, ...readFormer(body, dataKey)]);
  return inNewestVersion({ ...body, ...changed }, marks, dataKey);
}

/** What a new generation brings: every box is sealed anew, and each slot keeps the mark that it has. */
interface NextGeneration extends Required<Changed> {
  readonly salt: Uint8Array;
  readonly dataKey: SecureKey;
}

/** The first file of the next generation, made by who has the keys of both. */
export function bodyOfNext(
  body: KeysBody,
  { dataKey, ...changed }: NextGeneration,
  formerKey: SecureKey,
): KeysBody {
  const generation = generationOf(body);
  const former = new Map(readFormer(body, formerKey)).set(generation, markOf(formerKey));
  return inNewestVersion({ ...body, ...changed, generation: generation + 1 }, former, dataKey);
}

function inNewestVersion(
  before: KeysBody,
  marks: ReadonlyMap<number, Uint8Array>,
  dataKey: SecureKey,
): KeysBody {
  const { former: _, ...body } = before;
  const generation = generationOf(body);
  const slots = body.slots.map((slot) => ({ ...slot, generation: markedFor(slot) }));
  const carried = new Set(slots.map((slot) => slot.generation));
  const kept = [...marks].filter(([number]) => number !== generation && carried.has(number));
  const next = { ...body, version: KEYS_VERSION, generation, slots } as const;
  return kept.length === 0 ? next : { ...next, former: sealFormer(kept, next, dataKey) };
}

function sealFormer(
  marks: ReadonlyArray<readonly [generation: number, mark: Uint8Array]>,
  body: KeysBody,
  dataKey: SecureKey,
): Uint8Array {
  const plain = Buffer.alloc(marks.length * ENTRY_BYTES);
  for (const [at, [generation, mark]] of marks.toSorted(([one], [other]) => one - other).entries()) {
    plain.writeUInt32BE(generation, at * ENTRY_BYTES);
    plain.set(mark, at * ENTRY_BYTES + NUMBER_BYTES);
  }
  const nonce = sodium.randombytes_buf(NONCE_BYTES);
  const sealed = withFormerKey(dataKey, (key) =>
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, boundTo(body), null, nonce, key),
  );
  return Uint8Array.of(...nonce, ...sealed);
}

/** The marks of former generations by their numbers. Errors: `vault.keys_tampered`. */
function readFormer(body: KeysBody, dataKey: SecureKey): ReadonlyMap<number, Uint8Array> {
  const { former } = body;
  if (former === undefined) return new Map();
  try {
    const plain = withFormerKey(dataKey, (key) =>
      sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        null,
        former.subarray(NONCE_BYTES),
        boundTo(body),
        former.subarray(0, NONCE_BYTES),
        key,
      ),
    );
    const entries = Buffer.from(plain);
    return new Map(
      Array.from({ length: entries.length / ENTRY_BYTES }, (_, at) => {
        const entry = entries.subarray(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES);
        return [entry.readUInt32BE(0), Uint8Array.from(entry.subarray(NUMBER_BYTES))] as const;
      }),
    );
  } catch (error) {
    // As by a lock.
    if (error instanceof AppError) throw error;
    throw new AppError('vault.keys_tampered');
  }
}

function withFormerKey<Result>(dataKey: SecureKey, work: (key: Uint8Array) => Result): Result {
  const key = deriveKey(dataKey, 'former-marks');
  try {
    return key.use(work);
  } finally {
    key.destroy();
  }
}

/** Marks cannot be moved to another vault or generation. */
function boundTo(body: KeysBody): Uint8Array {
  return utf8(canonicalJson([toText(body.archive), generationOf(body)]));
}

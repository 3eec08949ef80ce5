/** `NAME.kda.keys`: who can open the vault. Canonical JSON, checked before and after the key is known. */
import { z } from 'zod';
import { canonicalJson } from '../domain/canonical.ts';
import { AppError } from '../domain/errors.ts';
import { copyFile, pathsOf, readSmallFile, replaceFile } from './files.ts';
import type { StepHook } from './vault.ts';
import { costSchema, DERIVATION_SALT_BYTES } from './key-derivation.ts';
import { deriveKey, type SecureKey } from './secure-key.ts';
import { fromText, hash, sameBytes, sodium, toText, utf8 } from './sodium.ts';

const FORMAT = 'kedang-keys';
/** The newest format of the keys file that this program knows. */
export const KEYS_VERSION = 3;
/** Accounts that can open one vault. */
const MOST_SLOTS = 5000;
const LARGEST_FILE = 8 * 1024 * 1024;
const SEALED_KEY_BYTES = 32 + sodium.crypto_box_SEALBYTES;
/** Private halves (2 × 32 bytes) and the mark of the data key (32 bytes; none in version 1) with nonce and tag. */
export const WRAPPED_BYTES =
  96 + sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;

const base64 = z.string().regex(/^[A-Za-z0-9_-]*$/);
const charsOf = (length: number) => Math.ceil((length * 4) / 3);

/** Base64url text of exactly `length` bytes. */
const bytes = (length: number) => base64.length(charsOf(length)).transform((text) => fromText(text));

/** Of each at most that a slot can carry, 36 bytes, with nonce and tag. */
const formerMarks = base64
  .min(charsOf(WRAPPED_BYTES - 96 + 36))
  .max(charsOf(WRAPPED_BYTES - 96 + 36 * MOST_SLOTS))
  .transform((text) => fromText(text));

export const MOST_GENERATIONS = 2 ** 31;

const slotSchema = z.strictObject({
  account: z.int().positive(),
  login: z.string().min(1).max(200),
  /** The secret is a one-time code; at the first sign-in it and the pair are replaced. */
  oneTime: z.boolean(),
  /** That of the data key whose mark it carries, 0 for none; from version 3 on. */
  generation: z.int().min(0).max(MOST_GENERATIONS).optional(),
  cost: costSchema,
  derivationSalt: bytes(DERIVATION_SALT_BYTES),
  boxPublic: bytes(32),
  signPublic: bytes(32),
  wrapped: z.union([bytes(WRAPPED_BYTES), bytes(WRAPPED_BYTES - 32)]),
  sealedKey: bytes(SEALED_KEY_BYTES),
});

const bodySchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.union([z.literal(1), z.literal(2), z.literal(KEYS_VERSION)]),
  archive: bytes(16),
  /** First 16 bytes of the database. */
  salt: bytes(16),
  /** Equals `archive_meta.keys_seq` inside the database. */
  seq: z.int().positive(),
  /** Of the data key: how many there were, this one included; from version 3 on. */
  generation: z.int().min(1).max(MOST_GENERATIONS).optional(),
  /** The marks of former generations that a slot still carries, under a key of the newest; absent while none does. */
  former: formerMarks.optional(),
  slots: z
    .array(slotSchema)
    .max(MOST_SLOTS)
    .refine((slots) => new Set(slots.map((slot) => slot.login)).size === slots.length)
    .refine((slots) => new Set(slots.map((slot) => slot.account)).size === slots.length),
  recovery: z.strictObject({ publicKey: bytes(32), sealedKey: bytes(SEALED_KEY_BYTES) }),
});

const fileSchema = bodySchema.extend({ mac: bytes(32) }).refine(countsGenerations);

/** From version 3 on a file says of which generation everything is, and none before it does. */
function countsGenerations({ version, generation, former, slots }: z.output<typeof bodySchema>): boolean {
  if (version < 3)
    return (
      generation === undefined && former === undefined && slots.every((slot) => slot.generation === undefined)
    );
  return (
    generation !== undefined &&
    slots.every((slot) => {
      const hasMark = slot.wrapped.length === WRAPPED_BYTES;
      return (
        slot.generation !== undefined && slot.generation <= generation && slot.generation > 0 === hasMark
      );
    })
  );
}

/** True of every version, past and future. */
const envelopeSchema = z.looseObject({ format: z.literal(FORMAT), version: z.int(), checksum: z.string() });

export type Slot = z.output<typeof slotSchema>;
export type KeysBody = z.output<typeof bodySchema>;
export type KeysFile = z.output<typeof fileSchema>;

/** The first keys file of a vault, of the first generation. */
export function newKeysBody(body: Omit<KeysBody, 'format' | 'version' | 'generation' | 'former'>): KeysBody {
  return { format: FORMAT, version: KEYS_VERSION, generation: 1, ...body };
}

/** Adds the MAC of the data key: only someone who could open the vault can have written the file. */
export function authenticate(body: KeysBody, dataKey: SecureKey): KeysFile {
  return { ...body, mac: macOf(body, dataKey) };
}

/** Errors: `vault.keys_tampered` when the file was not written by someone who holds the data key. */
export function expectAuthentic({ mac, ...body }: KeysFile, dataKey: SecureKey): void {
  if (!sameBytes(mac, macOf(body, dataKey))) throw new AppError('vault.keys_tampered');
}

function macOf(body: KeysBody, dataKey: SecureKey): Uint8Array {
  const macKey = deriveKey(dataKey, 'keys-mac');
  try {
    return macKey.use((key) => hash(32, utf8(bytesAsText(body)), key));
  } finally {
    macKey.destroy();
  }
}

/** The file's text, read back before anybody writes it: one that cannot be read closes the vault for ever. */
export function encodeKeysFile(file: KeysFile): string {
  const content = JSON.parse(bytesAsText(file)) as Record<string, unknown>;
  const text = canonicalJson({ ...content, checksum: checksumOf(content) });
  const bytes = utf8(text);
  if (bytes.length > LARGEST_FILE) throw new RangeError('keys file');
  decodeKeysFile(bytes);
  return text;
}

/**
 * Errors: `vault.keys_damaged` (not exactly what was written), `vault.keys_newer` (intact, but of a version
 * that this program does not know).
 */
export function decodeKeysFile(content: Uint8Array): KeysFile {
  const damaged = new AppError('vault.keys_damaged');
  let json: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    json = JSON.parse(text);
  } catch {
    throw damaged;
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success || canonicalJson(json) !== text) throw damaged;
  const { checksum, ...rest } = envelope.data;
  if (checksum !== checksumOf(rest)) throw damaged;
  if (rest.version > KEYS_VERSION) {
    throw new AppError('vault.keys_newer', { found: rest.version, known: KEYS_VERSION });
  }
  const file = fileSchema.safeParse(rest);
  if (!file.success) throw damaged;
  return file.data;
}

/** Why a keys file cannot be used, or the file; `undefined` when there is none. */
export function readKeysFile(path: string): KeysFile | AppError | undefined {
  const content = readSmallFile(path, LARGEST_FILE);
  if (content === undefined) return undefined;
  if (content === null) return new AppError('vault.keys_damaged');
  try {
    return decodeKeysFile(content);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * The file that waits as `.keys.new` becomes the keys file. The one before is kept as `.bak` meanwhile; then the
 * `.bak` is made equal to the new one, so that it is a spare and opens the vault to nobody who may no longer.
 */
export function placeNextKeys(vaultPath: string, step: StepHook = () => {}): void {
  const { keys, nextKeys, oldKeys } = pathsOf(vaultPath);
  const present = readKeysFile(keys);
  if (present && !(present instanceof AppError)) copyFile(keys, oldKeys);
  step('old-kept');
  replaceFile(nextKeys, keys);
  step('replaced');
  copyFile(keys, oldKeys);
  step('spare-made');
}

/** A `.bak` that differs from the keys file is of a change that was cut off. */
export function refreshSpare(vaultPath: string): void {
  const { keys, oldKeys } = pathsOf(vaultPath);
  const spare = readSmallFile(oldKeys, LARGEST_FILE);
  const present = readSmallFile(keys, LARGEST_FILE);
  if (spare === undefined || !present) return;
  if (spare === null || !sameBytes(spare, present)) copyFile(keys, oldKeys);
}

function checksumOf(content: Record<string, unknown>): string {
  return toText(hash(32, utf8(canonicalJson(content))));
}

function bytesAsText(value: KeysBody): string {
  return canonicalJson(
    JSON.parse(
      JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Uint8Array ? toText(inner) : inner)),
    ),
  );
}

/** What the thread that derives a key and the one that asked for it share: state, key, salt, secret. */

export interface DerivationRequest {
  readonly memory: SharedArrayBuffer;
  readonly cost: { readonly memory: number; readonly passes: number };
}

const STATE_BYTES = 4;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const SALT_AT = STATE_BYTES + KEY_BYTES;
const SECRET_AT = SALT_AT + SALT_BYTES;

const DONE = 1;

/** Lays salt (16 bytes) and secret out for the thread. */
export function ask(salt: Uint8Array, secret: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(SECRET_AT + secret.length);
  const bytes = new Uint8Array(memory);
  bytes.set(salt, SALT_AT);
  bytes.set(secret, SECRET_AT);
  return memory;
}

/** The key, once the thread has ended; undefined when it failed. Wipes the memory. */
export function take(memory: SharedArrayBuffer): Uint8Array | undefined {
  const done = Atomics.load(new Int32Array(memory, 0, 1), 0) === DONE;
  const bytes = new Uint8Array(memory);
  const key = done ? bytes.slice(STATE_BYTES, SALT_AT) : undefined;
  bytes.fill(0);
  return key;
}

/** Called in the thread: puts the key in. */
export function answer(
  memory: SharedArrayBuffer,
  derive: (asked: { salt: Uint8Array; secret: Uint8Array }) => Uint8Array,
): void {
  const bytes = new Uint8Array(memory);
  // WebAssembly takes no shared memory: copies, wiped below.
  const salt = bytes.slice(SALT_AT, SECRET_AT);
  const secret = bytes.slice(SECRET_AT);
  const key = derive({ salt, secret });
  bytes.set(key, STATE_BYTES);
  secret.fill(0);
  key.fill(0);
  Atomics.store(new Int32Array(memory, 0, 1), 0, DONE);
}

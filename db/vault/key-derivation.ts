/** Argon2id of passwords and one-time codes, within bounds that a hostile file cannot leave. */
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { ask, take } from './derivation-memory.ts';
import { deriveInThread } from './derivation-threads.ts';
import { sodium, utf8 } from './sodium.ts';

export interface DerivationCost {
  /** KiB of memory. */
  readonly memory: number;
  readonly passes: number;
}

export const DEFAULT_COST: DerivationCost = { memory: 128 * 1024, passes: 3 };
/** The least that is accepted; quick enough for tests. */
export const FLOOR_COST: DerivationCost = { memory: 64 * 1024, passes: 2 };
const CEILING_COST: DerivationCost = { memory: 512 * 1024, passes: 12 };

/** A file that asks for less would be easy to guess, one that asks for more would stop the machine. */
export const costSchema = z.strictObject({
  memory: z.int().min(FLOOR_COST.memory).max(CEILING_COST.memory),
  passes: z.int().min(FLOOR_COST.passes).max(CEILING_COST.passes),
});

export const DERIVATION_SALT_BYTES = sodium.crypto_pwhash_SALTBYTES;

/**
 * 32 bytes; the caller wipes them. Derived in a thread of its own, while this one serves others. Errors: `vault.derivation_cost` when the cost is out of bounds, `vault.no_memory` when the machine
 * does not have it, the reason of `signal` when it is aborted, which ends the thread.
 */
export async function derive(
  secret: string,
  salt: Uint8Array,
  cost: DerivationCost,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  if (!costSchema.safeParse(cost).success) throw new AppError('vault.derivation_cost');
  const bytes = utf8(secret);
  const memory = ask(salt, bytes);
  sodium.memzero(bytes);
  let key: Uint8Array | undefined;
  try {
    await deriveInThread({ memory, cost }, signal);
  } finally {
    key = take(memory);
  }
  if (signal?.aborted && key) sodium.memzero(key);
  signal?.throwIfAborted();
  if (!key) throw new AppError('vault.no_memory');
  return key;
}

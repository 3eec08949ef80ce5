/** Argon2id of passwords and one-time codes, within bounds that a hostile file cannot leave. */
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { sodium } from './sodium.ts';

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

/** 32 bytes; the caller wipes them. Errors: `vault.derivation_cost` when the cost is out of bounds. */
export function derive(secret: string, salt: Uint8Array, cost: DerivationCost): Uint8Array {
  if (!costSchema.safeParse(cost).success) throw new AppError('vault.derivation_cost');
  return sodium.crypto_pwhash(
    32,
    secret,
    salt,
    cost.passes,
    cost.memory * 1024,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
}

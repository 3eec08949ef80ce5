/**
 * The thread in which one key is derived. Its memory, some 150 MB that WebAssembly never gives back, goes with
 * it. What it shares with the thread that waits is laid out in `derivation-memory.ts`.
 */
import { workerData } from 'node:worker_threads';
import { answer, type DerivationRequest } from './derivation-memory.ts';
import { sodium } from './sodium.ts';

const { memory, cost } = workerData as DerivationRequest;
answer(memory, ({ salt, secret }) =>
  sodium.crypto_pwhash(
    32,
    secret,
    salt,
    cost.passes,
    cost.memory * 1024,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  ),
);

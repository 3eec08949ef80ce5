/** A thread in which keys are derived. What it shares with the one that waits is laid out in `derivation-memory.ts`. */
import { parentPort } from 'node:worker_threads';
import { answer, type DerivationRequest } from './derivation-memory.ts';
import { sodium } from './sodium.ts';

parentPort?.on('message', ({ memory, cost }: DerivationRequest) => {
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
  parentPort?.postMessage(null);
});

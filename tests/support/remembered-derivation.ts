/**
 * A memory for derived keys, for tests that only want to be signed in. Keys are derived as the program derives them;
 * one that this process, or the making of the template or of an archive that is kept, has derived before is not
 * derived again.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Names the files with keys that were derived before, as a JSON array, to this process and its threads. */
const FILES = 'KEDANG_TEST_DERIVATIONS';

let remembered: Map<string, string> | undefined;

/** The same derivation with the memory before it. */
export function remembering<Asked extends readonly unknown[]>(
  derive: (...asked: Asked) => Promise<Uint8Array>,
) {
  return async (...asked: Asked): Promise<Uint8Array> => {
    remembered ??= new Map(readKept());
    // What may stop it, the fourth, makes no other key.
    const name = nameOf(asked.slice(0, 3));
    const known = remembered.get(name);
    if (known) return new Uint8Array(Buffer.from(known, 'base64'));
    const key = await derive(...asked);
    remembered.set(name, Buffer.from(key).toString('base64'));
    return key;
  };
}

/** What is remembered, for such a file. */
export const rememberedDerivations = (): string => JSON.stringify([...(remembered ?? [])]);

/** Begins with the keys in those files that exist. */
export function rememberFrom(paths: readonly string[]): void {
  process.env[FILES] = JSON.stringify(paths);
}

/** `db/vault/key-derivation.ts` with the memory before its derivation. */
export function withMemory(source: string): string {
  const exported = /^export (?=async function derive\()/m;
  if (!exported.test(source)) throw new Error('key-derivation.ts exports no async function derive');
  return [
    source.replace(exported, ''),
    `import { remembering } from ${JSON.stringify(import.meta.url.replace(/^file:\/\//, ''))};`,
    'const derivedOnce = remembering(derive);',
    'export { derivedOnce as derive };',
  ].join('\n');
}

function nameOf(asked: readonly unknown[]): string {
  const plain = asked.map((part) => (part instanceof Uint8Array ? [...part] : part));
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

function readKept(): Array<[string, string]> {
  const paths = JSON.parse(process.env[FILES] ?? '[]') as string[];
  return paths.filter((path) => existsSync(path)).flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
}

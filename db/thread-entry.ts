import { existsSync } from 'node:fs';

/**
 * Where the entry of a thread is: beside the file that starts it in the sources, beside or above it in a build.
 * `from` is that file's `import.meta.url`.
 */
export function threadEntry(name: string, from: string): URL {
  const entry = [`./${name}.ts`, `./${name}.js`, `../${name}.js`]
    .map((path) => new URL(path, from))
    .find((url) => existsSync(url));
  if (!entry) throw new Error(`the entry of ${name} is missing`);
  return entry;
}

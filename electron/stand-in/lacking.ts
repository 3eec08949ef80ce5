/** What JavaScript itself asks of any object: these must not look like missing parts. */
const natural = new Set(['then', 'toJSON', 'constructor', 'prototype', 'name', 'length']);

/**
 * Presents the parts that the stand-in has as the whole thing. Asking for any other part throws with its name,
 * so that a part newly used by the program is noticed at once.
 */
export function lacking<T extends object>(name: string, parts: Partial<T>): T {
  return new Proxy(parts, {
    get: (target, key) => {
      const known = Object.hasOwn(target, key) || typeof key === 'symbol' || natural.has(key);
      if (!known) throw new Error(`the stand-in lacks ${name}.${key}`);
      return Reflect.get(target, key);
    },
  }) as T;
}

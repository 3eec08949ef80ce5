import { z } from 'zod';

/** Deeper or larger than any form. */
const DEEPEST = 64;
const MOST_MEMBERS = 100_000;

/**
 * Plain JSON of a bounded depth and size. Looked through without recursion: input that is nested without end must not
 * bring the thread down.
 */
export const plainJsonSchema = z.unknown().superRefine((value, context) => {
  const problem = problemOf(value);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

function problemOf(root: unknown): 'common.not_json' | 'common.value_too_large' | null {
  const waiting = [{ value: root, depth: 0 }];
  let members = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) {
      if (!isScalar(value)) return 'common.not_json';
      continue;
    }
    if (!isPlain(value)) return 'common.not_json';
    members += Array.isArray(value) ? value.length : Object.keys(value).length;
    if (depth >= DEEPEST || members > MOST_MEMBERS) return 'common.value_too_large';
    for (const member of Object.values(value)) waiting.push({ value: member, depth: depth + 1 });
  }
  return null;
}

/** `undefined` is what a form holds for a field without a value; JSON leaves it out. */
function isScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean';
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

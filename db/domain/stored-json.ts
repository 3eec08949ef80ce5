/**
 * JSON that is kept for years. What is stored says its version; what an older program stored is brought up to date by
 * upgraders, and what cannot be read is told apart from what is not there, never thrown.
 */
import { z } from 'zod';
import { plainJsonSchema } from './json.ts';

export interface StoredKind<Value> {
  readonly name: string;
  /** Of what is written now. Text without a version is version 1. */
  readonly version: number;
  readonly schema: z.ZodType<Value>;
  /** The one under 1 makes a value of version 2 from one of version 1, and so on up to `version`. */
  readonly upgraders?: Readonly<Record<number, (value: unknown) => unknown>>;
  /** Where a part can be kept of what as a whole cannot be read; null for nothing. */
  readonly salvage?: (value: unknown) => Value | null;
}

/** `broken`: no JSON; `newer`: of a later program; `other_shape`: a field is missing, unknown or of another kind. */
export const UNREADABLE = ['broken', 'newer', 'other_shape'] as const;
export const unreadableSchema = z.enum(UNREADABLE);
export type Unreadable = z.infer<typeof unreadableSchema>;

export type StoredRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: Unreadable; readonly kept: Value | null };

/** A value with the version of its shape, as it is stored. */
export const envelopeSchema = z.strictObject({ v: z.int().min(1), value: z.unknown() });
export type Envelope = z.infer<typeof envelopeSchema>;

export function wrap<Value>(kind: StoredKind<Value>, value: Value): { v: number; value: Value } {
  return { v: kind.version, value };
}

/** The version of something stored and what is in it. */
export function envelopeOf(stored: unknown): Envelope {
  const envelope = envelopeSchema.safeParse(stored);
  return envelope.success ? envelope.data : { v: 1, value: stored };
}

/** The value in something stored. */
export function unwrap<Value>(kind: StoredKind<Value>, stored: unknown): StoredRead<Value> {
  const { v, value } = envelopeOf(stored);
  const fail = (why: Unreadable): StoredRead<Value> => ({ ok: false, why, kept: salvaged(kind, value) });
  if (v > kind.version) return fail('newer');
  try {
    let current = value;
    for (let version = v; version < kind.version; version += 1) {
      const upgrade = kind.upgraders?.[version];
      if (!upgrade) return fail('other_shape');
      current = upgrade(current);
    }
    const parsed = kind.schema.safeParse(current);
    return parsed.success ? { ok: true, value: parsed.data } : fail('other_shape');
  } catch {
    // An upgrader met something that no version ever wrote.
    return fail('other_shape');
  }
}

function salvaged<Value>(kind: StoredKind<Value>, value: unknown): Value | null {
  const kept = kind.salvage?.(value) ?? null;
  return kept !== null && kind.schema.safeParse(kept).success ? kept : null;
}

export function write<Value>(kind: StoredKind<Value>, value: Value): string {
  return JSON.stringify(wrap(kind, value));
}

export function read<Value>(kind: StoredKind<Value>, text: string): StoredRead<Value> {
  const stored = parseStored(text);
  return stored.ok ? unwrap(kind, stored.value) : { ok: false, why: 'broken', kept: null };
}

/** JSON text as it was stored, of whatever kind; not ok for what is no plain JSON. */
export function parseStored(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    const parsed = plainJsonSchema.safeParse(JSON.parse(text));
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false };
  } catch {
    return { ok: false };
  }
}

/** An upgrader for fields that are new: objects get those that they do not have. */
export function withFields(fields: Readonly<Record<string, unknown>>): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...fields, ...value } : value;
}

/** What of an object fits its schema field by field; null where it is no object. */
export function fittingFields<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  value: unknown,
): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const members = Object.entries(value).filter(([name, member]) =>
    Object.hasOwn(schema.shape, name) ? z.safeParse(schema.shape[name] as z.ZodType, member).success : false,
  );
  return Object.fromEntries(members);
}

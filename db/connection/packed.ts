import type { ReadableDb, SqlValue } from './handles.ts';

/**
 * The first column of a query, which must be `id`, without an object for each row: a million ids in a fraction of a
 * second. The query is read in its own order.
 */
export function readPackedIds(db: ReadableDb, query: string, ...values: SqlValue[]): Uint32Array {
  const text = db.value<string | null>(
    `select group_concat(printf('%08x', id), '') from (${query} limit -1)`,
    ...values,
  );
  return text ? fromHex(text) : new Uint32Array(0);
}

/** Numbers of 32 bits from eight hexadecimal digits each. */
export function fromHex(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'hex').swap32();
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Far above what any procedure takes: see `tests/security/input-bounds.test.ts`. */
const MOST = { characters: 8_000_000, values: 500_000 };
/** Of a document to be printed: some thousands of pages. */
const MOST_PRINTED = 64_000_000;

/**
 * True when a message is not larger than any that the windows send, counted before it is sent on: characters of all
 * texts and names, and values of all kinds. Bytes count as characters.
 */
export function isOfMessageSize(message: unknown, isPrinted = false): boolean {
  let { characters, values } = MOST;
  if (isPrinted) characters = MOST_PRINTED;
  const waiting: unknown[] = [message];
  while (waiting.length > 0) {
    const value = waiting.pop();
    values -= 1;
    if (typeof value === 'string') characters -= value.length;
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) characters -= value.byteLength;
    else if (value instanceof Map || value instanceof Set) return false;
    else if (typeof value === 'object' && value !== null) {
      const parts = Array.isArray(value) ? value : Object.values(value);
      if (!Array.isArray(value)) for (const name of Object.keys(value)) characters -= name.length;
      if (parts.length > values) return false;
      for (const part of parts) waiting.push(part);
    }
    if (characters < 0 || values < 0) return false;
  }
  return true;
}

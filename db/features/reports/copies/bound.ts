import { toHex } from '../../../work/flow/subject.ts';
import { digestOf } from '../../../work/digest.ts';

/** By what the row of the log that registers a copy names the figures that are printed on it. */
export function contentDigest(content: Uint8Array | undefined): string {
  if (!content) throw new Error('a report without figures');
  return toHex(digestOf([content]));
}

/** Files copied in pieces, hashed on the way, durable when done. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import type { FileFacts } from './manifest.ts';

/** Bytes at a time: progress is told, and a process that is to end does, in between. */
const PIECE = 4 * 1024 * 1024;

/** Length and SHA-256 of a file. */
export function factsOfFile(path: string, onBytes: (bytes: number) => void = () => {}): FileFacts {
  return readingPieces(path, () => {}, onBytes);
}

/** Copies to a new file that is on the disk when this returns; says what was read. */
export function copySynced(from: string, to: string, onBytes: (bytes: number) => void = () => {}): FileFacts {
  const target = openSync(to, 'wx', 0o600);
  try {
    const facts = readingPieces(
      from,
      (piece) => {
        for (let at = 0; at < piece.length;) at += writeSync(target, piece, at);
      },
      onBytes,
    );
    fsyncSync(target);
    return facts;
  } finally {
    closeSync(target);
  }
}

function readingPieces(
  path: string,
  onPiece: (piece: Uint8Array) => void,
  onBytes: (bytes: number) => void,
): FileFacts {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PIECE);
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (;;) {
      const read = readSync(file, buffer, 0, PIECE, null);
      if (read === 0) return { bytes, sha256: hash.digest('hex') };
      const piece = buffer.subarray(0, read);
      hash.update(piece);
      onPiece(piece);
      bytes += read;
      onBytes(bytes);
    }
  } finally {
    closeSync(file);
  }
}

export function isSameFile(one: FileFacts, other: FileFacts): boolean {
  return one.bytes === other.bytes && one.sha256 === other.sha256;
}

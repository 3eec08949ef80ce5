import { strToU8, Zip, ZipDeflate } from 'fflate';

/** The first day that zip knows, in local time as it counts: the same rows are the same file. */
const DAY_ONE = new Date(1980, 0, 1);
/** Repeated marks pack well at any level; a higher one takes twice the time for a tenth less. */
const LEVEL = 3;

/** A zip file that is handed on while it is written. */
export class BookZip {
  readonly #zip: Zip;
  #part: ZipDeflate | null = null;

  constructor(sink: (bytes: Uint8Array) => void) {
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      if (bytes.length > 0) sink(bytes);
    });
  }

  /** A small part at once. */
  whole(name: string, text: string): void {
    this.beginPart(name);
    this.add(text);
    this.endPart();
  }

  beginPart(name: string): void {
    this.#part = new ZipDeflate(name, { level: LEVEL });
    this.#part.mtime = DAY_ONE;
    this.#zip.add(this.#part);
  }

  add(text: string): void {
    this.#part?.push(strToU8(text));
  }

  endPart(): void {
    this.#part?.push(new Uint8Array(), true);
    this.#part = null;
  }

  end(): void {
    this.#zip.end();
  }
}

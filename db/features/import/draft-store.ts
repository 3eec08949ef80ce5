import { AppError } from '../../domain/errors.ts';
import type { Draft } from './draft.ts';

const CHUNK = 256;
const KEPT_CHUNKS = 6;

/**
 * The drafts of a plan, packed outside of the heap: a hundred thousand as objects would make the archive's
 * thread hold several hundred megabytes for as long as somebody looks at a preview.
 */
export class DraftStore {
  readonly #packed: Buffer[] = [];
  /** Unpacked chunks, the one used last at the end. */
  readonly #recent = new Map<number, readonly Draft[]>();
  #open: Draft[] = [];

  get length(): number {
    return this.#packed.length * CHUNK + this.#open.length;
  }

  add(draft: Draft): void {
    this.#open.push(draft);
    if (this.#open.length < CHUNK) return;
    this.#packed.push(Buffer.from(JSON.stringify(this.#open), 'utf8'));
    this.#open = [];
  }

  /** The draft with this number, counted from 0 in the order of the file. */
  at(index: number): Draft {
    const draft = this.#chunk(Math.floor(index / CHUNK))[index % CHUNK];
    if (!draft) throw new AppError('import.plan_gone');
    return draft;
  }

  #chunk(number: number): readonly Draft[] {
    const packed = this.#packed[number];
    if (!packed) return this.#open;
    const known = this.#recent.get(number);
    const chunk = known ?? (JSON.parse(packed.toString('utf8')) as Draft[]);
    this.#recent.delete(number);
    this.#recent.set(number, chunk);
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= KEPT_CHUNKS) break;
      this.#recent.delete(oldest);
    }
    return chunk;
  }
}

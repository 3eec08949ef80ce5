import { blankCustomer, type CustomerInput } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import type { Draft } from './draft.ts';

/** Small, because the rows of one customer may stand far apart. */
const CHUNK = 16;
const KEPT_CHUNKS = 4;

/**
 * The drafts of a plan, packed outside of the heap: a hundred thousand as objects would make the vault's
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
    this.#packed.push(Buffer.from(JSON.stringify(this.#open.map(pack)), 'utf8'));
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
    const chunk = known ?? (JSON.parse(packed.toString('utf8')) as Packed[]).map(unpack);
    this.#recent.delete(number);
    this.#recent.set(number, chunk);
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= KEPT_CHUNKS) break;
      this.#recent.delete(oldest);
    }
    return chunk;
  }
}

/** A draft without what is empty in it: less than half of the whole. */
type Packed = [said: Partial<CustomerInput> & Pick<CustomerInput, 'category'>, filedOn: Draft['filedOn']];

function pack({ input, filedOn }: Draft): Packed {
  const said = Object.entries(input).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return [{ ...Object.fromEntries(said), category: input.category }, filedOn];
}

function unpack([said, filedOn]: Packed): Draft {
  // A status is only there when a cell said so.
  return { input: { ...blankCustomer(said.category), status: null, ...said }, filedOn };
}

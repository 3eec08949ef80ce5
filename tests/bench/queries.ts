import type { ReadableDb } from '../../db/connection/handles.ts';
import { readingsOf } from '../../db/features/search/index/readings.ts';
import { Random } from '../../db/features/seed/random.ts';

interface Kind {
  readonly source: Source;
  readonly length: number;
  /** A sign after so many of them, as what is pasted has. */
  readonly sign?: readonly [after: number, sign: string];
}
type Source = 'name' | 'initials' | 'pinyin' | 'further' | 'phone';

/** Kinds of queries: so many characters of a name, letters of its initials, digits of a phone. */
export const QUERY_KINDS = {
  'search, 1 character': { source: 'name', length: 1 },
  'search, 2 characters': { source: 'name', length: 2 },
  'search, 3 characters': { source: 'name', length: 3 },
  'search, 6 characters': { source: 'name', length: 6 },
  'search, initials of 4': { source: 'initials', length: 4 },
  'search, initials of 7': { source: 'initials', length: 7 },
  'search, pinyin of 2 syllables': { source: 'pinyin', length: 2 },
  'search, 3 digits of a phone': { source: 'phone', length: 3 },
  'search, 4 digits of a phone': { source: 'phone', length: 4 },
  'search, 7 digits of a phone': { source: 'phone', length: 7 },
  'search, 7 digits with a sign': { source: 'phone', length: 7, sign: [3, '-'] },
  'search, 3 characters with a blank': { source: 'name', length: 3, sign: [1, ' '] },
  'search, further readings of 2 characters': { source: 'further', length: 2 },
} as const satisfies Record<string, Kind>;
export type QueryKind = keyof typeof QUERY_KINDS;

const DRAWN = 2_000;

/** Draws queries from the customers of a vault, so that common words come as often as they are common. */
export class Queries {
  readonly #random: Random;
  readonly #sources: Record<Source, ReadonlyArray<readonly string[]>>;

  constructor(db: ReadableDb, start = 11) {
    this.#random = new Random(start);
    const largest = db.value<number>('select max(id) from customer') ?? 1;
    const ids = JSON.stringify(Array.from({ length: DRAWN }, () => 1 + this.#random.below(largest)));
    const names = db.rows<{ name: string; sort: string }>(
      'select name, name_sort as sort from customer where id in (select value from json_each(?))',
      ids,
    );
    const phones = db.rows<{ digits: string }>(
      'select digits from customer_phone where customer_id in (select value from json_each(?))',
      ids,
    );
    const syllables = names.map(({ sort }) => sort.split(' ').map((part) => part.replace(/[0-9]$/, '')));
    this.#sources = {
      name: names.map(({ name }) => [...name]),
      initials: syllables.map((parts) => parts.map((part) => part.charAt(0)).filter((c) => /[a-z]/.test(c))),
      pinyin: syllables.map((parts) => parts.filter((part) => /^[a-z]+$/.test(part))),
      further: names.map(({ name, sort }) => furtherReadings([...name], sort.split(' '))),
      phone: phones.map(({ digits }) => [...digits]),
    };
  }

  /** A part of a text of the kind. */
  draw(kind: QueryKind): string {
    const { source, length, sign }: Kind = QUERY_KINDS[kind];
    for (;;) {
      const units = this.#random.pick(this.#sources[source]);
      if (units.length < length) continue;
      const start = this.#random.below(units.length - length + 1);
      const drawn = units.slice(start, start + length);
      return (sign ? drawn.toSpliced(sign[0], 0, sign[1]) : drawn).join('');
    }
  }

  drawMany(kind: QueryKind, count: number): string[] {
    return Array.from({ length: count }, () => this.draw(kind));
  }
}

/** Each character of a name by the last of its readings, ü as u; none for a name with letters or signs. */
function furtherReadings(name: readonly string[], read: readonly string[]): string[] {
  if (name.length !== read.length) return [];
  return name.flatMap((character, at) => {
    const syllable = read[at]?.replace(/[0-9]$/, '') ?? '';
    const last = readingsOf(character, null).syllables.at(-1) ?? syllable;
    return /^[a-z]+$/.test(last) ? [last] : [];
  });
}

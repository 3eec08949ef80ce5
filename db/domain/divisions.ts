/**
 * Places by GB/T 2260: province, city and district as six-digit codes, from names as people write them.
 * The data (`resources/lists/divisions.json`) is passed in, so this module holds rules only.
 */

export type DivisionLevel = 'province' | 'city' | 'district';

const LEVELS: readonly DivisionLevel[] = ['province', 'city', 'district'];

/** `[code, name]` or `[code, name, [node, …]]`, as loosely as a JSON import is typed. */
export type DivisionNode = ReadonlyArray<string | readonly DivisionNode[]>;

/** The shape of `resources/lists/divisions.json`. */
export interface DivisionData {
  readonly suffixes: Readonly<Record<DivisionLevel, readonly string[]>>;
  /** Written before a province in an address. */
  readonly country: readonly string[];
  /** Words of the standard that stand where a city would and name no place. */
  readonly fillers: readonly string[];
  /** A short name before one of these is a street or a market, not a place. */
  readonly streetWords: readonly string[];
  /** One-character names of provinces. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Names in use that no rule yields, by code. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  /** Names without their ending where cutting the ending off is not enough, by code. */
  readonly stems: Readonly<Record<string, readonly string[]>>;
  /** Names that are gone, with the code of what they belong to now. */
  readonly former: ReadonlyArray<readonly string[]>;
  readonly tree: readonly DivisionNode[];
}

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  readonly parent: Division | null;
  readonly children: readonly Division[];
}

/** How surely a way of writing means the place: the name itself, a former name or another ending, a stem. */
type Certainty = 3 | 2 | 1;

interface Reading {
  readonly division: Division;
  readonly certainty: Certainty;
}

/** The data made ready for look-ups; build it once with `indexDivisions`. */
export interface Divisions {
  readonly data: DivisionData;
  readonly provinces: readonly Division[];
  readonly byCode: ReadonlyMap<string, Division>;
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** Code units of the longest name among those that begin with the same two. */
  readonly longest: ReadonlyMap<string, number>;
}

/** Prepares the data; some 20,000 ways of writing 3,200 places, a few milliseconds. */
export function indexDivisions(data: DivisionData): Divisions {
  const byCode = new Map<string, Division>();
  const readings = new Map<string, Reading[]>();
  const note = (text: string, division: Division, certainty: Certainty): void => {
    if (text.length < 2) return;
    const known = readings.get(text);
    if (!known) readings.set(text, [{ division, certainty }]);
    else if (!known.some((reading) => reading.division === division)) known.push({ division, certainty });
  };
  const grow = (node: DivisionNode, depth: number, parent: Division | null): Division => {
    const [code, name, below] = node;
    const level = LEVELS[depth];
    if (typeof code !== 'string' || typeof name !== 'string' || !level)
      throw new Error('bad list of divisions');
    const children: Division[] = [];
    const division: Division = { code, name, level, parent, children };
    byCode.set(code, division);
    for (const child of Array.isArray(below) ? below : []) children.push(grow(child, depth + 1, division));
    return division;
  };
  const provinces = data.tree.map((node) => grow(node, 0, null));

  for (const division of byCode.values()) {
    note(division.name, division, 3);
    for (const alias of data.aliases[division.code] ?? []) note(alias, division, 3);
  }
  for (const [name = '', code = ''] of data.former) {
    const division = byCode.get(code);
    if (division) note(name, division, 2);
  }
  for (const division of byCode.values()) {
    for (const stem of stemsOf(data, division)) {
      if (stem.length < 2) continue;
      for (const suffix of data.suffixes[division.level]) note(stem + suffix, division, 2);
      note(stem, division, 1);
    }
  }
  const longest = new Map<string, number>();
  for (const name of readings.keys()) {
    const start = name.slice(0, 2);
    longest.set(start, Math.max(name.length, longest.get(start) ?? 0));
  }
  return { data, provinces, byCode, readings, longest };
}

function stemsOf(data: DivisionData, division: Division): readonly string[] {
  const listed = data.stems[division.code];
  if (listed) return listed;
  const suffix = data.suffixes[division.level].find((ending) => division.name.endsWith(ending));
  return suffix === undefined ? [] : [division.name.slice(0, -suffix.length)];
}

/** The place with this code, or null. */
export function division(divisions: Divisions, code: string): Division | null {
  return divisions.byCode.get(code) ?? null;
}

/** The name alone (`440605` → 南海区), or null for a code that is not in the list. */
export function divisionName(divisions: Divisions, code: string): string | null {
  return divisions.byCode.get(code)?.name ?? null;
}

/** From the province down to the place itself; empty for an unknown code. */
export function divisionPath(divisions: Divisions, code: string): readonly Division[] {
  const path: Division[] = [];
  for (let at = divisions.byCode.get(code) ?? null; at; at = at.parent) path.unshift(at);
  return path;
}

/** Cells as they stand in a ledger; any may be missing, short, or hold more than its own level. */
export interface WrittenPlace {
  readonly province?: string | null;
  readonly city?: string | null;
  readonly district?: string | null;
  readonly address?: string | null;
}

export interface ResolvedPlace {
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
  /** Cells that held text and named no place that fits with the ones before. The address is never listed. */
  readonly unresolved: readonly DivisionLevel[];
  /** Cells that name a place and go on with what is none (佛山市南海桂城), which the address does not say either. */
  readonly furtherSaid: readonly DivisionLevel[];
}

/**
 * Finds the codes for a place. Cells are read in the order province, city, district, address; each may name
 * several levels, repeat an upper one, skip one (广东省顺德区) or use a short or former name. What is
 * ambiguous stays null: nothing is guessed.
 */
export function resolveDivision(divisions: Divisions, place: WrittenPlace): ResolvedPlace {
  let at: Division | null = null;
  const unresolved: DivisionLevel[] = [];
  const furtherSaid: DivisionLevel[] = [];
  const address = normalise(divisions, place.address);
  for (const level of LEVELS) {
    const text = normalise(divisions, place[level]);
    if (text === '') continue;
    const read = readCell(divisions, text, at);
    if (!read.found) unresolved.push(level);
    else if (!address.includes(read.rest)) furtherSaid.push(level);
    at = read.at;
  }
  if (address !== '') at = readAddress(divisions, address, at);
  return { ...codesOf(at), unresolved, furtherSaid };
}

/** The three codes of a place; a province whose only city is itself (北京市) gives that city too. */
function codesOf(at: Division | null): Omit<ResolvedPlace, 'unresolved' | 'furtherSaid'> {
  const codes: Record<DivisionLevel, string | null> = { province: null, city: null, district: null };
  for (let step = at; step; step = step.parent) codes[step.level] = step.code;
  const onlyCity = at?.level === 'province' && at.children.length === 1 ? at.children[0] : undefined;
  if (onlyCity) codes.city = onlyCity.code;
  return codes;
}

function normalise(divisions: Divisions, text: string | null | undefined): string {
  if (text == null) return '';
  let rest = text.normalize('NFKC').replace(/[\s\p{Cf}\p{P}\p{S}]+/gu, '');
  for (const country of divisions.data.country) {
    if (rest.startsWith(country)) rest = rest.slice(country.length);
  }
  return rest;
}

interface Hit extends Reading {
  readonly length: number;
}

function readCell(
  divisions: Divisions,
  text: string,
  start: Division | null,
): { at: Division | null; found: boolean; rest: string } {
  const abbreviated = start ? null : divisions.byCode.get(divisions.data.abbreviations[text] ?? '');
  if (abbreviated) return { at: abbreviated, found: true, rest: '' };
  let at = start;
  let rest = text;
  let found = false;
  while (rest !== '') {
    const { hit, length } = next(divisions, rest, at);
    if (length === 0) break;
    if (hit) at = hit.division;
    rest = rest.slice(length);
    found = true;
  }
  return { at, found, rest };
}

/**
 * In an address a short name counts only when it is not the beginning of a street's name (中山路): with an
 * ending of its own, or before a further place, or inside a place that is known already.
 */
function readAddress(divisions: Divisions, text: string, start: Division | null): Division | null {
  let at = start;
  let rest = text;
  while (rest !== '') {
    const { hit, length } = next(divisions, rest, at);
    if (length === 0) break;
    const after = rest.slice(length);
    if (hit) {
      if (hit.certainty === 1 && !isPlaceBefore(divisions, hit.division, after, at !== null)) break;
      at = hit.division;
    }
    rest = after;
  }
  return at;
}

function isPlaceBefore(divisions: Divisions, place: Division, after: string, known: boolean): boolean {
  const further = lookUp(divisions, after, place);
  if (further && (further.certainty > 1 || !startsStreet(divisions, after.slice(further.length))))
    return true;
  return known && after !== '' && !startsStreet(divisions, after);
}

function startsStreet(divisions: Divisions, text: string): boolean {
  const words = divisions.data.streetWords;
  return words.some((word) => text.startsWith(word) || text.startsWith(word, 1));
}

/**
 * What the text begins with: a place below `at`, or a repetition of what is known. The longer one counts, then
 * the surer one, so that 连云港市灌南县 inside 连云港 does not begin with 连云区, nor 承德市 with 承德县.
 */
function next(divisions: Divisions, text: string, at: Division | null): { hit: Hit | null; length: number } {
  const hit = lookUp(divisions, text, at);
  const known = lookUpKnown(divisions, text, at);
  const isNew =
    hit !== null &&
    (hit.length > known.length || (hit.length === known.length && hit.certainty >= known.certainty));
  return isNew ? { hit, length: hit.length } : { hit: null, length: known.length };
}

/** As long as a place may be that the text begins with. */
function longestAt({ longest }: Divisions, text: string): number {
  return Math.min(longest.get(text.slice(0, 2)) ?? 0, text.length);
}

/** The longest and surest reading of the text's beginning that lies below `at`; null when two fit alike. */
function lookUp(divisions: Divisions, text: string, at: Division | null): Hit | null {
  for (let length = longestAt(divisions, text); length >= 2; length--) {
    const readings = divisions.readings.get(text.slice(0, length));
    if (!readings) continue;
    const below = readings.filter(({ division, certainty }) =>
      at === null ? division.level !== 'district' || certainty === 3 : liesBelow(division, at),
    );
    if (below.length === 0) continue;
    const best = surest(below);
    return best && { ...best, length };
  }
  return null;
}

function surest(readings: readonly Reading[]): Reading | null {
  const rank = ({ division, certainty }: Reading): number => certainty * 10 - LEVELS.indexOf(division.level);
  const top = Math.max(...readings.map(rank));
  const best = readings.filter((reading) => rank(reading) === top);
  return best.length === 1 ? (best[0] ?? null) : null;
}

function liesBelow(division: Division, ancestor: Division): boolean {
  for (let step = division.parent; step; step = step.parent) if (step === ancestor) return true;
  return false;
}

/** A repeated upper place (广东省 in the city's cell) or a filler (市辖区) at the beginning. */
function lookUpKnown(
  divisions: Divisions,
  text: string,
  at: Division | null,
): { length: number; certainty: number } {
  for (let length = longestAt(divisions, text); length >= 2; length--) {
    const readings = divisions.readings.get(text.slice(0, length));
    const known = readings?.find(({ division }) => at && (division === at || liesBelow(at, division)));
    if (known) return { length, certainty: known.certainty };
  }
  const filler = divisions.data.fillers.find((word) => text.startsWith(word));
  return { length: filler?.length ?? 0, certainty: 3 };
}

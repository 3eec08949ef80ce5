import type { ReadableDb, SqlValue } from '../../../db/connection/handles.ts';
import { may, type Relation } from '../../../db/domain/permissions.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../db/domain/roles.ts';
import { fold } from '../../../db/domain/text/fold.ts';
import { SYLLABLES } from '../../../db/domain/text/syllables.ts';
import type { SourceText, SourceTexts } from '../../../db/work/search-source.ts';
import { soundsOf } from '../../../db/features/search/index/pinyin.ts';
import type { Reader } from '../../../db/work/reach.ts';

/** One customer as a plain scan sees it: folded texts, nothing cut into pieces. */
interface Scanned {
  readonly id: number;
  readonly secrecy: Secrecy;
  readonly responsible: number | null;
  readonly keeper: number | null;
  readonly open: Texts;
  readonly closed: Texts;
  /** Texts with a class of their own. */
  readonly guarded: ReadonlyArray<Pick<SourceTexts, 'secrecy' | 'ownerId'> & { readonly texts: Texts }>;
}

interface Texts {
  readonly plain: string[];
  readonly names: string[];
  /** Letters and digits alone. */
  readonly codes: string[];
  /** Of each run of Chinese characters what each of them can be spelled as. */
  readonly pinyin: string[][][];
  /** Of each character what its initial can be. */
  readonly initials: string[][][];
}

type Row = Record<string, string | number | null>;

/** Reads every customer once; `find` then looks at all of them, one after another. */
export class PlainScan {
  readonly #rows: Scanned[];

  /** `recordsOf` gives the records of further sources that belong to an archive. */
  constructor(db: ReadableDb, today: string, recordsOf: (id: number) => readonly SourceTexts[] = () => []) {
    const texts = (sql: string, id: number) =>
      db.rows<{ text: string | null }>(sql, id).flatMap(({ text }) => (text === null ? [] : [text]));
    this.#rows = db.rows<Row>('select * from customer').map((row) => {
      const id = Number(row['id']);
      const own = row['party'] === 'individual' ? 'person' : 'company';
      const open = empty();
      const closed = empty();
      addName(open, String(row['name']), own);
      for (const field of ['short_name', 'english_name'])
        if (row[field] !== null) addName(open, String(row[field]), 'company');
      for (const name of texts('select name as text from former_name where customer_id = ?', id))
        addName(open, name, 'company');
      for (const term of texts('select term as text from index_term where customer_id = ?', id))
        open.plain.push(fold(term));
      open.codes.push(plainly(String(row['archive_no'])));
      for (const name of texts('select name as text from contact where customer_id = ?', id))
        addName(closed, name, 'person');
      for (const column of ['email', 'wechat'])
        for (const code of texts(`select ${column} as text from contact where customer_id = ?`, id))
          closed.codes.push(plainly(code));
      for (const note of texts('select note as text from contact where customer_id = ?', id))
        closed.plain.push(fold(note));
      for (const field of ['address', 'note'])
        if (row[field] !== null) closed.plain.push(fold(String(row[field])));
      for (const field of ['uscc', 'legacy_code'])
        if (row[field] !== null) closed.codes.push(plainly(String(row[field])));
      for (const sql of ['number', 'digits'])
        for (const number of texts(`select ${sql} as text from customer_phone where customer_id = ?`, id))
          closed.codes.push(plainly(number));
      const until = row['secrecy_until'];
      return {
        id,
        secrecy: typeof until === 'string' && until < today ? 'normal' : (row['secrecy'] as Secrecy),
        responsible: row['responsible_id'] as number | null,
        keeper: row['keeper_id'] as number | null,
        open,
        closed,
        guarded: recordsOf(id).map(({ secrecy, ownerId, texts: own }) => ({
          secrecy,
          ownerId,
          texts: scannedTexts(own),
        })),
      };
    });
  }

  /** Ids of all that `reader` may find, in no order. */
  find(text: string, reader: Reader): number[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    return this.#rows
      .filter((row) => {
        if (!mayDo(row, reader, 'customers.list')) return false;
        const reads = mayDo(row, reader, 'customers.read');
        const sides = [row.open];
        if (reads) sides.push(row.closed);
        if (reads)
          sides.push(...row.guarded.filter((own) => maySee(row, own, reader)).map(({ texts }) => texts));
        if (words.every((word) => sides.some((side) => has(side, word)))) return true;
        const code = partedCode(words);
        return code !== null && sides.some(({ codes }) => codes.some((one) => one.includes(code)));
      })
      .map(({ id }) => id);
  }
}

const empty = (): Texts => ({ plain: [], names: [], codes: [], pinyin: [], initials: [] });

/** Letters and digits of a text, whatever stands between them. */
const plainly = (text: string) => Array.from(fold(text).matchAll(/[\p{L}\p{N}]/gu), ([one]) => one).join('');

function addName(texts: Texts, name: string, kind: 'company' | 'person'): void {
  const folded = fold(name).trim();
  texts.names.push(folded);
  // The readings, and the bound of how many heteronyms of a name have theirs, are those of the program.
  const sounds = soundsOf(folded, kind).filter(({ character }) => plainly(character) !== '');
  const runs: string[][][] = [[]];
  for (const { syllables } of sounds)
    if (syllables.length === 0) runs.push([]);
    else runs.at(-1)?.push([...syllables]);
  texts.pinyin.push(...runs);
  const initials = (among: typeof sounds) =>
    among.flatMap(({ initials: letters }) => (letters.length > 0 ? [[...letters]] : []));
  texts.initials.push(initials(sounds));
  if (kind === 'company')
    texts.initials.push(initials(sounds.filter(({ character }) => !'省市区县镇'.includes(character))));
}

function scannedTexts(texts: readonly SourceText[]): Texts {
  const scanned = empty();
  for (const { kind, text, digits } of texts) {
    if (kind === 'company' || kind === 'person') addName(scanned, text, kind);
    else if (kind === 'words') scanned.plain.push(fold(text));
    else scanned.codes.push(plainly(text), ...(digits === undefined ? [] : [digits]));
  }
  return scanned;
}

/** As if the archive were of the class of the text; who it is of is `own` to it besides. */
function maySee(
  row: Scanned,
  { secrecy, ownerId }: Pick<SourceTexts, 'secrecy' | 'ownerId'>,
  reader: Reader,
): boolean {
  if (secrecy === null || mayDo({ ...row, secrecy }, reader, 'customers.read')) return true;
  return ownerId === reader.personId && may(reader.roles, 'customers.read', { secrecy, relations: ['own'] });
}

/** What is typed, but for what stands apart before a number or its extension and is no part of it. */
function wordsOf(text: string): string[] {
  const words = fold(text)
    .split(' ')
    .flatMap((word) => halvesOf(word))
    .filter(
      (word, _at, all) => word !== '' && (plainly(word) !== '' || all.every((one) => plainly(one) === '')),
    );
  return words.flatMap((word, index) => {
    const behind = digitsAlong(words.slice(index + 1));
    if (behind.length >= 7 && /^00[1-9][0-9]{0,3}$/.test(plainly(word)) && !plainly(word).startsWith('0086'))
      return [plainly(word).replace(/^00/, '')];
    if (plainly(word) === '86' && isWholeNumber(behind)) return [];
    const isCountry = /^(?:\+86|0086|\(\+86\)|\(0086\)|\(\+86|\(0086|\+86\)|0086\))-?$/.test(word);
    if (isCountry && behind.length >= 3) return [];
    const extension = /^\(?(转|分机|ext)(转|分机|ext)*[.:]?([0-9]{0,6})\)?$/.exec(word)?.[3];
    if (extension === undefined) return [word];
    if (digitsAlong(words.slice(0, index).toReversed()).length < 7) return [word];
    if (extension !== '') return [extension];
    return behind === '' ? [word] : [];
  });
}

function digitsAlong(words: readonly string[]): string {
  let digits = '';
  for (const next of words.map(plainly)) {
    if (!/^[0-9]+$/.test(next)) break;
    digits += next;
  }
  return digits;
}

/** A mobile, or a number with its area code, whose zero may be left out. */
const isWholeNumber = (digits: string) =>
  /^1[3-9][0-9]{9}$/.test(digits) || /^0?(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}$/.test(digits);

/** Letters beside Chinese characters are a word of their own where all of them may stand for such characters. */
function halvesOf(word: string): string[] {
  const runs = [...word.matchAll(/[a-z]+/g)].map(([letters], at, all) => ({
    letters,
    from: all[at]?.index ?? 0,
  }));
  const isHan = (at: number) => /^\p{Script=Han}/u.test(Array.from(word.slice(0, at + 1)).at(-1) ?? '');
  const cuts = runs.flatMap(({ letters, from }) => {
    const to = from + letters.length;
    return [
      ...(from > 0 && isHan(from - 1) ? [from] : []),
      ...(to < word.length && /^\p{Script=Han}/u.test(word.slice(to)) ? [to] : []),
    ];
  });
  const parts = [...cuts, word.length].map((to, at) => word.slice(at === 0 ? 0 : cuts[at - 1], to));
  const isTyped = (part: string) =>
    /^[a-z]{2,}$/.test(part) && (/^[^iuv]+$/.test(part) || isSyllables(part.slice(0, 24)));
  return parts.every((part) => !/[a-z]/.test(part) || isTyped(part)) ? parts : [word];
}

/** Syllables one after the other, of which the last may be unfinished. */
function isSyllables(letters: string): boolean {
  return [...SYLLABLES, 'lue', 'nue'].some(
    (one) => one.startsWith(letters) || (letters.startsWith(one) && isSyllables(letters.slice(one.length))),
  );
}

/** Several words, some too short for a code, that are one together. */
function partedCode(words: readonly string[]): string | null {
  const parts = words.map(plainly);
  const code = parts.join('');
  if (parts.length < 2 || parts.every((part) => part.length >= 3) || code.length < 3) return null;
  return /[0-9]/.test(code) ? code : null;
}

/** The number behind a country code, a zero that is dialled before it or the word for its extension; null for none. */
function afterCountry(word: string): string | null {
  const extension = /^(.*[0-9)-].*?)(?:转|分机|ext|x)(?:转|分机|ext|x)*[.:]?(\(?[0-9]{1,6}\)?)$/.exec(word);
  const main = extension?.[1] ?? '';
  const isExtended = !/\p{L}/u.test(main) && plainly(main).length >= 7;
  const whole = isExtended ? main + (extension?.[2] ?? '') : word;
  const digits = plainly(whole);
  if (!/^[0-9]+$/.test(digits)) return null;
  const opened = whole.startsWith('(') ? whole.slice(1) : whole;
  if (opened.startsWith('+86')) return plainly(opened.slice(3));
  if (opened.startsWith('0086')) return plainly(opened.slice(4));
  if (digits.startsWith('86') && isWholeNumber(digits.slice(2))) return digits.slice(2);
  if (/^01[3-9][0-9]{9}$/.test(digits)) return digits.slice(1);
  if (/^00[1-9][0-9]{7,13}$/.test(digits)) return digits.slice(2);
  return isExtended ? digits : null;
}

function has({ plain, names, codes, pinyin, initials }: Texts, word: string): boolean {
  const bare = plainly(word);
  if (plain.some((text) => text.includes(word))) return true;
  if (bare === '') return names.some((name) => name.includes(word));
  if (plain.some((text) => text.includes(bare)) || names.some((name) => plainly(name).includes(bare)))
    return true;
  const numbers = [bare, afterCountry(word) ?? ''].filter((number) => Array.from(number).length >= 3);
  if (codes.some((code) => numbers.some((number) => code.includes(number)))) return true;
  if (!/^[a-z0-9]+$/.test(bare) || !/[a-z]/.test(bare)) return false;
  if (initials.some((places) => places.some((_one, at) => areInitials(places.slice(at), bare)))) return true;
  if (!/^[a-z]+$/.test(bare)) return false;
  const typed = bare.replaceAll(/([jqxy])v/g, '$1u');
  return pinyin.some((run) => run.some((_one, at) => isSpelled(run.slice(at), typed)));
}

function areInitials(places: readonly string[][], letters: string): boolean {
  return letters.length <= places.length && [...letters].every((letter, at) => places[at]?.includes(letter));
}

/** Syllable by syllable; the last one may be unfinished. */
function isSpelled([first, ...rest]: readonly string[][], letters: string): boolean {
  if (letters === '') return true;
  return (first ?? []).some(
    (way) =>
      way.startsWith(letters) || (letters.startsWith(way) && isSpelled(rest, letters.slice(way.length))),
  );
}

function mayDo(
  row: Pick<Scanned, 'secrecy' | 'responsible' | 'keeper'>,
  reader: Reader,
  action: 'customers.list' | 'customers.read',
): boolean {
  const relations: Relation[] = ['none'];
  if (row.responsible === reader.personId) relations.push('own');
  if (row.keeper === reader.personId) relations.push('assigned');
  return relations.some((relation) =>
    may(reader.roles, action, { secrecy: row.secrecy, relations: [relation] }),
  );
}

/** What of `customer` a person may list, as a condition for a plain query. */
export function visibleWhere(reader: Reader, today: string): { sql: string; values: SqlValue[] } {
  const values: SqlValue[] = [];
  const within = (relation: Relation, who: string) => {
    const classes = SECRECY_CLASSES.filter((secrecy) =>
      may(reader.roles, 'customers.list', { secrecy, relations: [relation] }),
    );
    values.push(today, JSON.stringify(classes));
    return `(${who} and iif(secrecy_until < ?, 'normal', secrecy) in (select value from json_each(?)))`;
  };
  const alternatives = [
    within('none', 'true'),
    within('own', `responsible_id = ${reader.personId}`),
    within('assigned', `keeper_id = ${reader.personId}`),
  ];
  return { sql: `(${alternatives.join(' or ')})`, values };
}

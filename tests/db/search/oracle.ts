import type { ReadableDb, SqlValue } from '../../../db/connection/handles.ts';
import { may, type Relation } from '../../../db/domain/permissions.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../db/domain/roles.ts';
import { fold } from '../../../db/domain/text/fold.ts';
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
  readonly codes: string[];
  /** Letters with `'` before each syllable and `|` where Chinese characters stop. */
  readonly pinyin: string[];
  readonly initials: string[];
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
      for (const name of texts('select name as text from former_name where customer_id = ?', id))
        addName(open, name, 'company');
      for (const term of texts('select term as text from index_term where customer_id = ?', id))
        open.plain.push(fold(term));
      open.codes.push(fold(String(row['archive_no'])));
      for (const name of texts('select name as text from contact where customer_id = ?', id))
        addName(closed, name, 'person');
      for (const note of texts('select note as text from contact where customer_id = ?', id))
        closed.plain.push(fold(note));
      for (const field of ['address', 'note'])
        if (row[field] !== null) closed.plain.push(fold(String(row[field])));
      for (const field of ['uscc', 'legacy_code'])
        if (row[field] !== null) closed.codes.push(fold(String(row[field])));
      for (const sql of ['number', 'digits'])
        for (const number of texts(`select ${sql} as text from customer_phone where customer_id = ?`, id))
          closed.codes.push(fold(number));
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
    const words = fold(text)
      .split(' ')
      .filter((word) => word !== '');
    if (words.length === 0) return [];
    return this.#rows
      .filter((row) => {
        if (!mayDo(row, reader, 'customers.list')) return false;
        const reads = mayDo(row, reader, 'customers.read');
        const sides = [row.open];
        if (reads) sides.push(row.closed);
        if (reads)
          sides.push(...row.guarded.filter((own) => maySee(row, own, reader)).map(({ texts }) => texts));
        return words.every((word) => sides.some((side) => has(side, word)));
      })
      .map(({ id }) => id);
  }
}

const empty = (): Texts => ({ plain: [], codes: [], pinyin: [], initials: [] });

function addName(texts: Texts, name: string, kind: 'company' | 'person'): void {
  const folded = fold(name).trim();
  texts.plain.push(folded);
  const sounds = soundsOf(folded, kind);
  texts.pinyin.push(sounds.map(({ syllable }) => (syllable === null ? '|' : `'${syllable}`)).join(''));
  texts.initials.push(sounds.map(({ letter }) => letter).join(''));
  if (kind === 'company')
    texts.initials.push(
      sounds
        .filter(({ character }) => !'省市区县镇'.includes(character))
        .map(({ letter }) => letter)
        .join(''),
    );
}

function scannedTexts(texts: readonly SourceText[]): Texts {
  const scanned = empty();
  for (const { kind, text, digits } of texts) {
    if (kind === 'company' || kind === 'person') addName(scanned, text, kind);
    else if (kind === 'words') scanned.plain.push(fold(text));
    else scanned.codes.push(fold(text), ...(digits === undefined ? [] : [digits]));
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

function has({ plain, codes, pinyin, initials }: Texts, word: string): boolean {
  if (plain.some((text) => text.includes(word))) return true;
  if (Array.from(word).length >= 3 && codes.some((code) => code.includes(word))) return true;
  if (!/^[a-z0-9]+$/.test(word) || !/[a-z]/.test(word)) return false;
  if (initials.some((letters) => letters.includes(word))) return true;
  // A syllable may begin before any letter but not elsewhere: j'?i'?n'?y'?i
  const letters = new RegExp(`'${[...word].join("'?")}`);
  return pinyin.some((text) => letters.test(text));
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

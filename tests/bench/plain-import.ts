import { readFileSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { nameSortKey } from '../../db/features/search/index/pinyin.ts';

/**
 * What bringing the same rows in takes without rules: split at the commas, written by plain SQL into a database
 * without cipher, log, history and checks, with seven indexes and four full-text tables kept as rows come.
 */
export function importPlainly(file: string, path: string): void {
  const database = new SqliteDatabase(path);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'temp_store = MEMORY'])
    database.pragma(pragma);
  database.exec(SCHEMA);
  const customer = database.prepare('insert into customer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const contact = database.prepare('insert into contact values (null, ?, ?, ?, ?)');
  const tables = ['f_zh', 'f_num', 'f_ini', 'f_py', 'f_txt'].map((table) =>
    database.prepare(`insert into ${table} (rowid, t) values (?, ?)`),
  );
  const lines = readFileSync(file, 'utf8').split('\n').slice(1, -1);
  database.transaction(() => {
    for (const [index, line] of lines.entries()) {
      const cells = line.split(',');
      const [name = '', category, uscc = '', province, city, address = '', person = '', mobile = ''] = cells;
      const [phone = '', grade, , contactedOn, note = ''] = cells.slice(8);
      const sort = nameSortKey(name);
      const id = index + 1;
      customer.run(id, name, sort, category, uscc, province, city, address, grade, contactedOn, note);
      contact.run(id, person, mobile, phone);
      const syllables = sort.split(' ').map((part) => part.replace(/\d$/, ''));
      const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
      const texts = [
        windows(name + person, 3),
        `${windows(mobile, 6)} ${windows(phone, 6)} ${windows(uscc, 6)}`,
        windows(initials, 4),
        syllables.map((_, from) => syllables.slice(from).join('').slice(0, 6)).join(' '),
        windows(address + note, 3),
      ];
      for (const [table, text] of texts.entries()) tables[table]?.run(id, text);
    }
  })();
  database.close();
  rmSync(path);
}

/** Pieces of `length` from every place, shorter at the end. */
function windows(text: string, length: number): string {
  const squashed = text.replaceAll(' ', '');
  return Array.from(squashed, (_, from) => squashed.slice(from, from + length)).join(' ');
}

const fullText = (name: string, prefix: string): string =>
  `create virtual table ${name} using fts5(t, content='', contentless_delete=1, tokenize='ascii',
   prefix='${prefix}', detail=none);`;

const SCHEMA = `
create table customer (id integer primary key, name text, name_sort text, category text, uscc text,
  province text, city text, address text, grade text, first_contact_on text, note text) strict;
create table contact (id integer primary key, customer_id integer, name text, mobile text, phone text) strict;
create index customer_by_name on customer (name);
create index customer_by_sort on customer (name_sort, id);
create index customer_by_uscc on customer (uscc);
create index customer_by_category on customer (category, name_sort, id);
create index customer_by_facets on customer (category, grade, province);
create index contact_by_customer on contact (customer_id);
create index contact_by_mobile on contact (mobile);
${fullText('f_zh', '1 2')}${fullText('f_num', '3 4')}${fullText('f_ini', '1 2 3')}
${fullText('f_py', '1 2 3 4 5')}${fullText('f_txt', '1 2')}`;

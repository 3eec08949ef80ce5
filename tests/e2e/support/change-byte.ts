import SqliteDatabase from 'better-sqlite3';
import { readKeysFile } from '../../../db/vault/keys-file.ts';
import { openSlot, unseal } from '../../../db/vault/slots.ts';
import { PASSWORD } from './trial.ts';

/**
 * Changes one byte of a note in an inspection of a vault that is closed, as somebody does who has the key in hand and a
 * tool of their own: PATH NOTE. Says the number of the log's row that the entry was written with.
 */
async function changeByte(path: string, note: string): Promise<number> {
  const keys = readKeysFile(`${path}.keys`);
  if (!keys || keys instanceof Error) throw new Error('no keys file');
  const opened = await openSlot(keys, 'archivist', PASSWORD);
  const dataKey = opened && unseal(opened.slot.sealedKey, opened.slot.boxPublic, opened.halves.box);
  if (!dataKey) throw new Error('no key');
  const db = new SqliteDatabase(path);
  db.pragma("cipher = 'aegis'");
  db.pragma("algorithm = 'aegis-256'");
  dataKey.use((bytes) => db.key(Buffer.concat([Buffer.from('raw:'), bytes])));
  const triggers = db
    .prepare("select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'inspection_entry'")
    .all() as Array<{ name: string; sql: string }>;
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  const other = Buffer.from(note);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  const { changes } = db
    .prepare('update inspection_entry set note = ? where note = ?')
    .run(other.toString(), note);
  if (changes !== 1) throw new Error(`${changes} entries have the note`);
  for (const { sql } of triggers) db.exec(sql);
  const seq = db.prepare('select seq from inspection_entry where note = ?').pluck().get(other.toString());
  db.close();
  return Number(seq);
}

const [, , path = '', note = ''] = process.argv;
process.stdout.write(String(await changeByte(path, note)));

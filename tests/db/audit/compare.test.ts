import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { anchorDigits } from '../../../db/domain/anchor-code.ts';
import { anchorBlock, anchorForm } from '../../../db/features/audit/anchor-form.ts';
import { qrPng } from '../../../db/features/documents/writers/docx-picture.ts';
import { hashOfRow, type AuditRow } from '../../../db/work/log/chain.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { markupOf } from '../../support/markup.ts';

const rowAt = (vault: TestVault, seq: number) =>
  vault.opened.vault.database.prepare('select * from audit where seq = ?').get(seq) as AuditRow;

/** The codes of a row, as they are printed: to be typed, and to be scanned. */
function codesOf(vault: TestVault, seq: number) {
  const row = { seq, hash: Buffer.from(rowAt(vault, seq).hash).toString('hex') };
  return { typed: anchorDigits(row), scanned: anchorDigits(row, 'whole') };
}

const newest = (vault: TestVault) =>
  vault.opened.vault.database.prepare('select max(seq) from audit').pluck().get() as number;

async function filed(vault: TestVault, count: number): Promise<number> {
  for (let done = 0; done < count; done += 1) await vault.as('archivist').customers.create(aCustomer());
  return newest(vault);
}

test('a code agrees with the log that it was printed from, typed or scanned, however much came since', async () => {
  await using vault = await openTestVault();
  const seq = await filed(vault, 3);
  const { typed, scanned } = codesOf(vault, seq);
  const at = rowAt(vault, seq).at;
  const auditor = vault.as('auditor');
  await filed(vault, 2);
  expect(await auditor.audit.compare({ code: typed })).toMatchObject({ state: 'agrees', seq, at });
  expect(await auditor.audit.compare({ code: ` ${scanned}` })).toMatchObject({ state: 'agrees', seq, at });
});

test('a vault that is older than the paper, and one that went another way since', async () => {
  await using vault = await openTestVault();
  const before = await filed(vault, 2);
  vault.host.signOutAll('closed');
  const old = join(vault.folder, 'old.kda');
  copyFileSync(vault.path, old);
  copyFileSync(`${vault.path}.keys`, `${old}.keys`);
  await vault.signIn('archivist');
  const opened = vault.host.requireVault().vault.database;
  await vault.as('archivist').customers.create(aCustomer());
  const paper = opened.prepare('select max(seq) from audit').pluck().get() as number;
  const row = opened.prepare('select * from audit where seq = ?').get(paper) as AuditRow;
  const code = anchorDigits({ seq: paper, hash: Buffer.from(row.hash).toString('hex') });
  vault.host.signOutAll('closed');

  // On a computer that has never seen the vault, paper alone knows.
  rmSync(join(vault.folder, 'program'), { recursive: true });
  const other = vault.stranger();
  const secret = { login: 'archivist', password: TEST_PASSWORD };
  await other.vault.unlock({ token: vault.grant('stranger', old), ...secret });
  expect(await other.audit.compare({ code })).toMatchObject({ state: 'older', seq: paper });
  // As many rows as the paper has, and more: the vault of the paper is another one from where they part.
  while ((await other.audit.compare({ code })).state === 'older');
  expect(await other.audit.compare({ code })).toMatchObject({ state: 'differs', seq: paper, first: paper });
  expect(before).toBeLessThan(paper);
});

test.each([
  ['its hash is made right again', true, 1],
  ['its hash is left', false, 0],
])(
  'a row before that of the paper was edited, %s: it differs from there on',
  async (_how, isHashed, after) => {
    await using vault = await openTestVault();
    const seq = await filed(vault, 4);
    const { typed } = codesOf(vault, seq);
    const edited = seq - 2;
    const { database } = vault.opened.vault;
    const trigger = database.prepare("select sql from sqlite_schema where name = 'audit_no_update'").pluck();
    const sql = String(trigger.get());
    database.exec('drop trigger audit_no_update');
    const row = { ...rowAt(vault, edited), reason: 'harmless' };
    const hash = isHashed ? hashOfRow(row) : row.hash;
    database.prepare('update audit set reason = ?, hash = ? where seq = ?').run(row.reason, hash, edited);
    database.exec(sql);
    expect(await vault.as('auditor').audit.compare({ code: typed })).toMatchObject({
      state: 'differs',
      seq,
      first: edited + after,
    });
  },
);

test('a whole chain made up from a row on differs at the row of the paper', async () => {
  await using vault = await openTestVault();
  const seq = await filed(vault, 4);
  const { typed } = codesOf(vault, seq);
  const { database } = vault.opened.vault;
  database.exec('drop trigger audit_no_update');
  let previous = rowAt(vault, seq - 3).hash;
  for (let at = seq - 2; at <= newest(vault); at += 1) {
    const made = { ...rowAt(vault, at), prev_hash: previous, reason: at === seq - 2 ? 'made up' : null };
    previous = hashOfRow(made);
    database
      .prepare('update audit set reason = ?, prev_hash = ?, hash = ? where seq = ?')
      .run(made.reason, made.prev_hash, previous, at);
  }
  expect(await vault.as('auditor').audit.compare({ code: typed })).toMatchObject({
    state: 'differs',
    first: seq,
  });
});

test('what was compared stands in the log, with what came of it; what was mistyped does not', async () => {
  await using vault = await openTestVault();
  const seq = await filed(vault, 1);
  const { typed } = codesOf(vault, seq);
  const auditor = vault.as('auditor');
  await auditor.audit.compare({ code: typed });
  const { rows } = await auditor.audit.list({ limit: 1 });
  expect(rows).toMatchObject([{ action: 'audit.compare', object: `audit:${seq}`, reason: 'agrees' }]);
  const count = newest(vault);
  await expect(auditor.audit.compare({ code: typed.slice(1) })).rejects.toThrow('audit.code_length');
  await expect(auditor.audit.compare({ code: `${typed.slice(0, -1)}O` })).rejects.toThrow(
    'audit.code_letters',
  );
  expect(newest(vault)).toBe(count);
  expect((await auditor.audit.verify()).ok).toBe(true);
});

test('the QR code on paper is read by a scanner as the digits that agree', async () => {
  await using vault = await openTestVault();
  const seq = await filed(vault, 1);
  const hash = Buffer.from(rowAt(vault, seq).hash).toString('hex');
  const block = anchorBlock({ seq, hash });
  if (block.kind !== 'anchor') throw new Error('no anchor');
  const picture = decode(qrPng(block.qr));
  const grey = Uint8Array.from({ length: picture.width * picture.height * 3 }, (_, index) =>
    Number(picture.data[Math.floor(index / 3)]),
  );
  const scanned = decodeQR({ width: picture.width, height: picture.height, data: grey });
  expect(scanned).toBe(codesOf(vault, seq).scanned);
  expect(await vault.as('auditor').audit.compare({ code: scanned })).toMatchObject({ state: 'agrees' });
});

test('the form is for those who may verify, says which row, and is logged', async () => {
  await using vault = await openTestVault();
  const supervisor = vault.as('supervisor');
  const head = await supervisor.audit.head();
  if (!head) throw new Error('no row');
  const pages = await supervisor.prints.pages({ form: 'anchor', id: head.seq });
  expect(pages.suggestedName).toContain(String(head.seq));
  expect(markupOf(pages)).toContain(head.hash);
  expect(rowAt(vault, newest(vault))).toMatchObject({ action: 'audit.print', object: `audit:${head.seq}` });
  await expect(supervisor.prints.pages({ form: 'anchor', id: 99_999 })).rejects.toThrow('audit.no_such_row');
  await expect(vault.as('developer').prints.pages({ form: anchorForm.name, id: 1 })).rejects.toThrow(
    'access.denied',
  );
  await expect(vault.as('developer').audit.head()).rejects.toThrow('access.denied');
});

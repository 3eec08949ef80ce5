import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepOutside, readOutside } from '../../../db/features/audit/anchor-files.ts';
import type { AnchorLine, NumberedAnchor } from '../../../db/features/audit/anchors.ts';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { sodium } from '../../../db/vault/sodium.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const lineOf = ({ path }: TestVault) =>
  JSON.parse(readFileSync(`${path}.anchors`, 'utf8').split('\n')[0] ?? '') as NumberedAnchor;

/** What is wrong of the anchors when somebody looks. */
function wrong(vault: TestVault) {
  const { checks } = verifyVault(vault.contextOf('archivist'));
  return checks
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => [name, detail['problems'], detail['first']]);
}

/** An anchor as somebody makes it who can sign. */
function signedBy<Line extends object>(sign: (message: Uint8Array) => Uint8Array, forged: Line) {
  const { signature: _, ...line } = { signature: '', ...forged };
  const message = Buffer.from(canonicalJson(line), 'utf8');
  return { ...line, signature: Buffer.from(sign(message)).toString('hex') };
}

/** A hash, or a signature, with its first digit changed. */
const altered = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;

const FORGED: ReadonlyArray<[name: string, forge: (line: NumberedAnchor, vault: TestVault) => AnchorLine]> = [
  ['names another head', (line) => ({ ...line, head: altered(line.head) })],
  ['names another kind', (line) => ({ ...line, kind: 'other' })],
  ['counts other rows', (line) => ({ ...line, rowCount: line.rowCount + 1 })],
  ['names another row', (line) => ({ ...line, seq: line.seq - 1 })],
  ['is of another time', (line) => ({ ...line, at: line.at + 1 })],
  ['has another signature', (line) => ({ ...line, signature: altered(line.signature) })],
  ['names somebody else’s key', (line) => ({ ...line, accountKeyId: line.accountKeyId === 1 ? 2 : 1 })],
  ['names a key that there is not', (line) => ({ ...line, accountKeyId: 999 })],
  [
    'names another head, signed for with a key that counts',
    (line, vault) => {
      const { signer, accountKeyId } = vault.contextOf('archivist').actor;
      const forged = { ...line, head: altered(line.head), accountKeyId };
      return signedBy((message) => signer.sign(message), forged);
    },
  ],
  [
    'is signed with a key that was put in beside',
    (line, { opened }) => {
      const pair = sodium.crypto_sign_keypair();
      const { lastInsertRowid } = opened.vault.database
        .prepare('insert into account_key (account_id, sign_public, created_at) values (1, ?, 0)')
        .run(Buffer.from(pair.publicKey));
      const sign = (message: Uint8Array) => sodium.crypto_sign_detached(message, pair.privateKey);
      return signedBy(sign, { ...line, accountKeyId: Number(lastInsertRowid) });
    },
  ],
];

test.each(FORGED)('an anchor outside that %s shows', async (_name, forge) => {
  await using vault = await openTestVault();
  expect(wrong(vault)).toEqual([]);
  const forged = forge(lineOf(vault), vault);
  appendFileSync(`${vault.path}.anchors`, `${JSON.stringify(forged)}\n`);
  expect(wrong(vault)).toContainEqual(['audit_anchors', 1, forged.seq]);
});

test('an anchor of before they were counted, signed for what the log says, is right; a counted one says what its row says', async () => {
  await using vault = await openTestVault();
  const { signer, accountKeyId } = vault.contextOf('archivist').actor;
  const sign = (message: Uint8Array) => signer.sign(message);
  const { version: _, number: __, prev: ___, destroyed: ____, ...line } = lineOf(vault);
  const append = (added: object) => appendFileSync(`${vault.path}.anchors`, `${JSON.stringify(added)}\n`);
  append(signedBy(sign, { ...line, kind: 'more', accountKeyId }));
  expect(wrong(vault)).toEqual([]);
  append(signedBy(sign, { ...lineOf(vault), kind: 'more', accountKeyId }));
  expect(wrong(vault)).toEqual([['audit_anchors', 1, line.seq]]);
});

test('anchors that name rows past the end are all counted', async () => {
  await using vault = await openTestVault();
  const line = lineOf(vault);
  const later = [500, 500, 501].map((seq, index) => `${JSON.stringify({ ...line, seq, at: index })}\n`);
  appendFileSync(`${vault.path}.anchors`, later.join(''));
  expect(wrong(vault)).toEqual([['audit_anchors', 3, 500]]);
});

test('lines that are no anchors are counted, those of another archive passed over', async () => {
  await using vault = await openTestVault();
  const file = join(vault.folder, 'others');
  const line = lineOf(vault);
  const { archiveId } = line;
  const none: ReadonlyArray<object | string | null> = [
    { ...line, more: 1 },
    { ...line, archiveId: 1 },
    { ...line, kind: null },
    { ...line, seq: 0 },
    { ...line, head: `${line.head}0` },
    { ...line, head: `x${line.head.slice(1)}` },
    { ...line, rowCount: 0 },
    { ...line, at: 0.5 },
    { ...line, accountKeyId: 0 },
    { ...line, signature: `0${line.signature}` },
    { ...line, signature: line.head },
    [],
    null,
  ];
  const other = { ...line, archiveId: `${archiveId}0` };
  const lines = [...none, other, line].map((each) => JSON.stringify(each));
  writeFileSync(file, ['{', ...lines, '', '  ', ''].join('\n'));
  expect(readOutside(file, archiveId)).toEqual({ anchors: [line], unreadable: none.length + 1 });
});

test('anchors are kept outside once each, on a line of their own, and where there is no place are not', async () => {
  await using vault = await openTestVault();
  const file = join(vault.folder, 'kept');
  const line = lineOf(vault);
  const other = { ...line, signature: altered(line.signature) };
  const [first, second] = [line, other].map((each) => `${JSON.stringify(each)}\n`);
  keepOutside(file, [line]);
  expect(readFileSync(file, 'utf8')).toBe(first);
  keepOutside(file, [line, other]);
  keepOutside(file, [line, other]);
  expect(readFileSync(file, 'utf8')).toBe(`${first}${second}`);
  writeFileSync(file, 'half');
  keepOutside(file, [line]);
  expect(readFileSync(file, 'utf8')).toBe(`half\n${first}`);

  const missing = join(vault.folder, 'missing', 'kept');
  keepOutside(missing, [line]);
  expect(existsSync(missing)).toBe(false);
  const folder = join(vault.folder, 'folder');
  mkdirSync(folder);
  keepOutside(folder, [line]);
  expect(readOutside(folder, line.archiveId)).toEqual({ anchors: [], unreadable: 1 });
  const link = join(vault.folder, 'link');
  symlinkSync(file, link);
  expect(readOutside(link, line.archiveId)).toEqual({ anchors: [], unreadable: 1 });
  rmSync(file);
  expect(readOutside(file, line.archiveId)).toEqual({ anchors: [], unreadable: 0 });
  keepOutside(link, [line]);
  expect(existsSync(file)).toBe(false);
});

test('a file is read up to a size that none of ours has, and not past it', async () => {
  await using vault = await openTestVault();
  const file = join(vault.folder, 'large');
  const line = lineOf(vault);
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  // What comes after the line is read as one that is no anchor.
  truncateSync(file, 64 * 2 ** 20);
  expect(readOutside(file, line.archiveId)).toEqual({ anchors: [line], unreadable: 1 });
  truncateSync(file, 64 * 2 ** 20 + 1);
  expect(readOutside(file, line.archiveId)).toEqual({ anchors: [], unreadable: 1 });
});

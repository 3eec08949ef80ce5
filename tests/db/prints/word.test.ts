import { expect, test } from 'vitest';
import { documentSchema } from '../../../db/domain/document/model.ts';
import { writeDocx } from '../../../db/features/prints/service.ts';
import type { MutationContext } from '../../../db/work/context.ts';
import type { Subject } from '../../../db/work/subject.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aDocument, unzip } from '../documents/support.ts';

/** A form of so many rows, as a list of archives is. */
const listOf = (rows: number): Subject => ({
  name: 'lists',
  forms: [
    {
      name: 'list',
      permission: 'customers.print',
      read: () => ({
        document: documentSchema.parse(
          aDocument({
            blocks: [
              {
                kind: 'table',
                columns: Array.from({ length: 8 }, () => ({ title: '列', weight: 1 })),
                rows: Array.from({ length: rows }, () => Array.from({ length: 8 }, () => '值')),
              },
            ],
          }),
        ),
        object: 'customer:1',
        secrecy: null,
      }),
    },
  ],
});

function write(vault: TestVault, rows: number) {
  const ctx = vault.contextOf('archivist');
  const registries = { ...ctx.registries, subjects: [...ctx.registries.subjects, listOf(rows)] };
  const own: MutationContext = { ...ctx, registries };
  return writeDocx(own, { form: 'list', id: 1, paper: { size: 'A4', landscape: false } });
}

const prints = (vault: TestVault) =>
  vault.opened.handles.reader.rows("select decision from audit where action = 'customers.print'").length;

test('a form too long for Word is refused, and the log has no print that was not handed over', async () => {
  await using vault = await openTestVault();
  await expect(write(vault, 5_001)).rejects.toMatchObject({ code: 'documents.too_long_for_word' });
  expect(prints(vault)).toBe(0);
  const { base64 } = await write(vault, 3);
  expect(unzip(Buffer.from(base64, 'base64')).has('word/document.xml')).toBe(true);
  expect(prints(vault)).toBe(1);
});

test('a form that nobody waits for any more is given up', async () => {
  await using vault = await openTestVault();
  const writing = write(vault, 5_000);
  vault.cancelled.add(0);
  await expect(writing).rejects.toMatchObject({ code: 'common.cancelled' });
});

test('a lock ends the writing of a form', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  const writing = write(vault, 5_000);
  vault.host.signOut('archivist', 'asked');
  await expect(writing).rejects.toMatchObject({ code: 'vault.locked' });
});

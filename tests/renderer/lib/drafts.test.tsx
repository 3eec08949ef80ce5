// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { type StoredKind } from '../../../db/domain/stored-json.ts';
import { createClients } from '../../../renderer/lib/vault.ts';
import {
  dropUnsentDrafts,
  flushDrafts,
  useDraft,
  useFormDraft,
  useKeptDrafts,
} from '../../../renderer/lib/drafts.ts';
import { openVaultBehindWindow, type VaultBehindWindow } from '../support/vault-bridge.ts';
import { openWindow } from '../support/window.tsx';

const NOTE: StoredKind<string> = { name: 'note', version: 2, schema: z.string() };

async function openForArchivist() {
  const vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  return vault;
}

function Note() {
  const draft = useDraft('note', NOTE);
  if (draft.value === undefined) return null;
  return (
    <>
      <textarea
        aria-label="note"
        defaultValue={draft.value ?? ''}
        onChange={(event) => draft.save(event.target.value)}
      />
      <button type="button" onClick={() => void draft.discard()}>
        done
      </button>
    </>
  );
}

const asked = ({ bridge }: VaultBehindWindow, path: string) =>
  bridge.asked.filter((call) => call.path === path).length;

test('what was typed and not saved is there again when the screen comes back', async () => {
  await using vault = await openForArchivist();
  const { user, unmount } = openWindow(<Note />, vault.bridge);
  await user.type(await screen.findByLabelText('note'), '半句话');
  await waitFor(() => expect(asked(vault, 'drafts.save')).toBe(1));
  unmount();
  openWindow(<Note />, vault.bridge);
  expect(await screen.findByLabelText('note')).toHaveProperty('value', '半句话');
});

const Kept = () => <p>kept: {useKeptDrafts('')?.join() ?? '…'}</p>;

/** A list of what is kept that stays on the screen, and another one that is opened later. */
function Lists() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Kept />
      <Note />
      <button type="button" onClick={() => setOpen(true)}>
        open
      </button>
      {isOpen && (
        <section aria-label="opened">
          <Kept />
        </section>
      )}
    </>
  );
}

test('what was just saved stood in no list until the lists on the screen were read anew', async () => {
  await using vault = await openForArchivist();
  const { bridge } = vault;
  const { user } = openWindow(<Lists />, bridge);
  await screen.findByText('kept:');
  await user.type(await screen.findByLabelText('note'), '半句话');
  const { request } = bridge;
  let isReadAnew = false;
  bridge.request = (operation) => {
    if (operation.path !== 'drafts.list') return request(operation);
    isReadAnew = true;
    return new Promise(() => undefined);
  };
  void flushDrafts();
  await waitFor(() => expect(isReadAnew).toBe(true));
  await user.click(screen.getByText('open'));
  expect((await screen.findByLabelText('opened')).textContent).toBe('kept: note');
});

test('what was typed in the moment of a lock is kept until the person is back', async () => {
  await using vault = await openForArchivist();
  const { user, unmount } = openWindow(<Note />, vault.bridge);
  await user.type(await screen.findByLabelText('note'), '最后一笔');
  vault.lock('screen');
  unmount();
  await waitFor(() => expect(asked(vault, 'drafts.save')).toBe(1));
  await vault.signIn('archivist');
  openWindow(<Note />, vault.bridge);
  expect(await screen.findByLabelText('note')).toHaveProperty('value', '最后一笔');
});

test('what was typed just before a lock that is asked for is in the vault, not in the window alone', async () => {
  await using vault = await openForArchivist();
  const { user, unmount } = openWindow(<Note />, vault.bridge);
  await user.type(await screen.findByLabelText('note'), '来不及停手');
  await flushDrafts();
  vault.lock('asked');
  unmount();
  dropUnsentDrafts(); // as when the program is killed
  await vault.signIn('archivist');
  openWindow(<Note />, vault.bridge);
  expect(await screen.findByLabelText('note')).toHaveProperty('value', '来不及停手');
});

test('once the thing is saved, its draft is gone', async () => {
  await using vault = await openForArchivist();
  const { user, unmount } = openWindow(<Note />, vault.bridge);
  await user.type(await screen.findByLabelText('note'), '完成');
  await user.click(screen.getByRole('button'));
  await waitFor(() => expect(asked(vault, 'drafts.discard')).toBe(1));
  unmount();
  openWindow(<Note />, vault.bridge);
  expect(await screen.findByLabelText('note')).toHaveProperty('value', '');
  expect(asked(vault, 'drafts.save')).toBe(0);
});

test('a draft of another version is set aside before anything is written in its place', async () => {
  await using vault = await openForArchivist();
  const calls = createClients(vault.bridge).vault;
  await calls.drafts.save.mutate({ key: 'note', value: { v: 3, value: { text: '以后的写法' } } });
  const { user } = openWindow(<Note />, vault.bridge);
  const note = await screen.findByLabelText('note');
  expect(note).toHaveProperty('value', '');
  await user.type(note, '新的');
  await waitFor(async () =>
    expect(await calls.drafts.get.query({ key: 'note' })).toMatchObject({ value: { v: 2, value: '新的' } }),
  );
  expect(await calls.setAside.list.query()).toMatchObject([{ source: 'draft', key: 'note', why: 'newer' }]);
});

const SHEET: StoredKind<{ name: string }> = {
  name: 'sheet',
  version: 1,
  schema: z.strictObject({ name: z.string() }),
};

function Sheet() {
  const draft = useDraft('sheet', SHEET);
  const form = useForm({ defaultValues: { name: '旧名' } });
  useFormDraft(form, draft);
  return <input aria-label="name" {...form.register('name')} />;
}

test('what was put back as it was came back as it had been in between', async () => {
  await using vault = await openForArchivist();
  const { user } = openWindow(<Sheet />, vault.bridge);
  const name = await screen.findByLabelText('name');
  await user.type(name, '错');
  await waitFor(() => expect(asked(vault, 'drafts.save')).toBe(1));
  await user.type(name, '{Backspace}');
  expect(name).toHaveProperty('value', '旧名');
  await waitFor(() => expect(asked(vault, 'drafts.discard')).toBe(1));
  expect(await createClients(vault.bridge).vault.drafts.list.query()).toEqual([]);
});

// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { codeOf } from '../../../../db/domain/folder-code.ts';
import { DeskStore, type Sound } from '../../../../renderer/features/inspections/desk/desk-store.ts';
import { toAppError } from '../../../../renderer/lib/errors.ts';
import { aCustomer } from '../../../support/factories.ts';
import { callsOf } from '../../support/desk.tsx';
import { openVaultBehindWindow, type VaultBehindWindow } from '../../support/vault-bridge.ts';

const level = { room: null, cabinet: 'A', level: 1 };

/** A desk at an inspection of three archives on a level, and what it played. */
async function openDeskStore(vault: VaultBehindWindow) {
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  const ids: number[] = [];
  for (let position = 1; position <= 3; position += 1)
    ids.push((await customers.create.mutate(aCustomer({ shelf: { ...level, position } }))).id);
  const { inspection } = await inspections.current.query();
  const id = inspection?.id ?? (await inspections.open.mutate({ period: null })).id;
  const played: Sound[] = [];
  const desk = new DeskStore(
    {
      scan: (input) => inspections.scan.mutate(input),
      note: (input) => inspections.note.mutate(input),
      putRight: (input) => inspections.putRight.mutate(input),
      sheet: (customerId) => inspections.sheet.query({ id, customerId }),
    },
    (sound) => played.push(sound),
  );
  const entryOf = async (customerId: number) => (await inspections.sheet.query({ id, customerId })).entry;
  return { desk, played, ids, entryOf, inspections };
}

test('a scan writes and opens the sheet, a second one says so, what is unknown writes nothing', async () => {
  await using vault = openVaultBehindWindow();
  const { desk, played, ids, entryOf } = await openDeskStore(vault);
  const [first = 0] = ids;
  await desk.scan(codeOf(first), level);
  expect(desk.state()).toMatchObject({ inHand: { id: first }, answer: { kind: 'seen' } });
  await desk.scan(codeOf(first), level);
  await desk.scan(codeOf(99_999), level);
  const { answer } = desk.state();
  const code = answer?.kind === 'refused' ? toAppError(answer.error).code : null;
  expect([code, played]).toEqual(['inspections.unknown_archive', ['ok', 'already', 'bad']]);
  expect(await entryOf(first)).toMatchObject({ no: 1, sheet: { outcome: 'in_place' } });
});

test('what is changed before a scan is written before it, once, and can be taken back', async () => {
  await using vault = openVaultBehindWindow();
  const { desk, ids, entryOf } = await openDeskStore(vault);
  const [first = 0, second = 0] = ids;
  const looked = await desk.scan(codeOf(first), level);
  const archive = looked?.archive;
  if (!archive) throw new Error('not scanned');
  for (const degree of ['slight', 'moderate', 'severe'] as const)
    desk.change(archive, { findings: [{ kind: 'mouldy', degree, note: null }] });
  await desk.scan(codeOf(second), level);
  expect(await entryOf(first)).toMatchObject({ no: 2, sheet: { findings: [{ degree: 'severe' }] } });
  expect(desk.state()).toMatchObject({ inHand: { id: second }, drafts: new Map() });
  await desk.takeBack();
  expect(await entryOf(first)).toMatchObject({ no: 3, sheet: { findings: [] } });
  await desk.takeBack();
  expect(desk.state().answer).toEqual({ kind: 'nothing_back' });
});

test('who was quicker is shown, and writing over it is another entry', async () => {
  await using vault = openVaultBehindWindow();
  const { desk, ids, entryOf, inspections } = await openDeskStore(vault);
  const [first = 0] = ids;
  const looked = await desk.scan(codeOf(first), level);
  const archive = looked?.archive;
  if (!archive) throw new Error('not scanned');
  await inspections.note.mutate({ id: first, no: 1, sheet: { ...looked.entry.sheet, outcome: 'missing' } });
  desk.change(archive, { note: '封面有水渍' });
  await desk.flush();
  expect(desk.state().drafts.get(first)?.other).toMatchObject({ no: 2, sheet: { outcome: 'missing' } });
  expect(await entryOf(first)).toMatchObject({ no: 2 });
  desk.insist(first);
  await desk.flush();
  expect(await entryOf(first)).toMatchObject({ no: 3, sheet: { outcome: 'in_place', note: '封面有水渍' } });
});

test('one that stands on another level is put right', async () => {
  await using vault = openVaultBehindWindow();
  const { desk, played, ids, entryOf } = await openDeskStore(vault);
  const [first = 0] = ids;
  const elsewhere = { ...level, cabinet: 'B' };
  const looked = await desk.scan(codeOf(first), elsewhere);
  expect([looked?.entry.sheet.outcome, played]).toEqual(['misplaced', ['bad']]);
  if (looked) await desk.putRight(looked.archive, 'registered');
  expect(await entryOf(first)).toMatchObject({ no: 2, sheet: { putRight: 'registered' } });
  expect(desk.state().inHand?.shelf).toMatchObject(elsewhere);
});

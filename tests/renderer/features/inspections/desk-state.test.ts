import { describe, expect, test } from 'vitest';
import { BLANK_SHEET, type Sheet } from '../../../../db/domain/inspection.ts';
import {
  afterEvent,
  BLANK_DESK,
  fitting,
  isReady,
  numberSeen,
  outcomeChange,
  sheetOn,
  type DeskEvent,
} from '../../../../renderer/features/inspections/desk/desk-state.ts';
import type { Looked, ShownEntry } from '../../../../renderer/features/inspections/inspection-types.ts';

const shelf = { room: null, cabinet: 'A', level: 2, position: 4 };
const archive = {
  id: 7,
  archiveNo: 'QZ01-KH·2026-D30-YW-0007',
  name: '甲厂',
  secrecy: 'normal',
  shelf,
} as const;

const entry = (no: number, sheet: Partial<Sheet> = {}, by = '张三'): ShownEntry => ({
  no,
  way: 'scan',
  sheet: { ...BLANK_SHEET, ...sheet },
  at: no,
  by,
});
const looked = (no: number, sheet: Partial<Sheet> = {}, already = false): Looked => ({
  archive,
  entry: entry(no, sheet),
  already,
  sharing: [],
});
const after = (...events: readonly DeskEvent[]) => events.reduce(afterEvent, BLANK_DESK);
const changed = (change: Partial<Sheet>): DeskEvent => ({ type: 'changed', archive, change });
const noted = (no: number, sent: Partial<Sheet>): DeskEvent => ({
  type: 'noted',
  looked: looked(no, sent),
  sent: { ...BLANK_SHEET, ...sent },
  how: 'corrected',
});

describe('1. scans', () => {
  test('what is scanned is in hand, and again says so', () => {
    const state = after({ type: 'scanned', looked: looked(1) });
    expect([state.inHand?.id, state.answer?.kind, sheetOn(state, 7)]).toEqual([7, 'seen', BLANK_SHEET]);
    const again = afterEvent(state, { type: 'scanned', looked: looked(1, {}, true) });
    expect([again.answer?.kind, again.answered]).toEqual(['already', 2]);
  });

  test('one that was missing is back, and how it stood can be taken back to', () => {
    const missing = { type: 'read', entries: [[7, entry(1, { outcome: 'missing' })]] } as const;
    const state = after(missing, { type: 'scanned', looked: looked(2) });
    expect(state.answer).toMatchObject({ kind: 'seen', cameBack: true });
    expect(state.undo?.before.outcome).toBe('missing');
  });
});

describe('2. changes', () => {
  test('a change that comes to what is noted is none', () => {
    const scanned: DeskEvent = { type: 'scanned', looked: looked(1) };
    const state = after(scanned, changed({ note: '封面有水渍' }), changed({ note: null }));
    expect(state.drafts.size).toBe(0);
  });

  test('one that has no entry is to be written although it is blank', () => {
    const state = after(
      { type: 'picked', archive, entry: null, sharing: [] },
      changed({ outcome: 'in_place' }),
    );
    expect([state.drafts.size, numberSeen(state, 7)]).toEqual([1, 0]);
  });

  test('what is changed while it is on its way stays to be written', () => {
    const state = after(
      { type: 'scanned', looked: looked(1) },
      changed({ note: '一' }),
      changed({ note: '一二' }),
      noted(2, { note: '一' }),
    );
    expect([sheetOn(state, 7)?.note, numberSeen(state, 7)]).toEqual(['一二', 2]);
    expect(afterEvent(state, noted(3, { note: '一二' })).drafts.size).toBe(0);
  });

  test('what goes with one outcome goes with another', () => {
    const lent = fitting({ ...BLANK_SHEET, outcome: 'on_loan', borrower: '李四', dueOn: '2026-06-30' });
    expect(fitting({ ...lent, outcome: 'missing' })).toEqual({ ...BLANK_SHEET, outcome: 'missing' });
    const findings = [{ kind: 'damp', degree: 'slight', note: null }] as const;
    const damp = { ...BLANK_SHEET, findings: [...findings] };
    expect(fitting({ ...damp, outcome: 'misplaced', foundAt: shelf }).findings).toEqual(findings);
    expect(fitting({ ...damp, outcome: 'on_loan' }).findings).toEqual([]);
  });

  test('a loan without a borrower waits', () => {
    const state = after({ type: 'scanned', looked: looked(1) }, changed({ outcome: 'on_loan' }));
    const draft = state.drafts.get(7);
    expect(draft && isReady(draft)).toBe(false);
    const named = afterEvent(state, changed({ borrower: '李四' })).drafts.get(7);
    expect(named && isReady(named)).toBe(true);
  });

  test('misplaced is found where one stands, unless it belongs there', () => {
    const elsewhere = { room: null, cabinet: 'B', level: 1 };
    expect(outcomeChange('misplaced', archive, elsewhere)).toMatchObject({
      foundAt: elsewhere,
      putRight: null,
    });
    expect(outcomeChange('misplaced', archive, shelf).foundAt).toBeUndefined();
    expect(outcomeChange('missing', archive, elsewhere)).toEqual({ outcome: 'missing' });
  });
});

describe('3. two at one archive', () => {
  const mine = after({ type: 'scanned', looked: looked(1) }, changed({ note: '我的' }));
  const theirs = entry(2, { outcome: 'missing' }, '李四');

  test.each([
    ['refused', { type: 'outrun', id: 7, other: theirs }],
    ['read', { type: 'read', entries: [[7, theirs]] }],
  ] as const)('what somebody else noted (%s) waits for a person', (_how, event) => {
    const state = afterEvent(mine, event);
    const draft = state.drafts.get(7);
    expect(draft).toMatchObject({ sheet: { note: '我的' }, other: { by: '李四' } });
    expect(draft && isReady(draft)).toBe(false);
    const kept = afterEvent(state, { type: 'given_up', id: 7 });
    expect(sheetOn(kept, 7)?.outcome).toBe('missing');
    const insisted = afterEvent(state, { type: 'insisted', id: 7 });
    expect([numberSeen(insisted, 7), sheetOn(insisted, 7)?.note]).toEqual([2, '我的']);
  });

  test('what comes late is not taken for the newest', () => {
    const state = after({ type: 'read', entries: [[7, theirs]] }, { type: 'read', entries: [[7, entry(1)]] });
    expect(state.entries.get(7)).toEqual(theirs);
  });
});

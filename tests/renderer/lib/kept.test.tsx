import { act, waitFor } from '@testing-library/react';
import { useForm } from 'react-hook-form';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import type { WireResult } from '../../../db/wire.ts';
import {
  dropUnsentDrafts,
  flushDrafts,
  useDraft,
  useFormDraft,
  useKeptDrafts,
} from '../../../renderer/lib/drafts.ts';
import { useKeptReason } from '../../../renderer/lib/kept-reason.ts';
import { usePreference } from '../../../renderer/lib/preferences.ts';
import { isAnythingUnkept, sayKept, useUnkept, useUnkeptFields } from '../../../renderer/lib/unkept.ts';
import { openHook } from '../support/hook.tsx';
import { bridgeTo, type TestBridge } from '../support/window.tsx';

beforeEach(dropUnsentDrafts);

const NOTE: StoredKind<string> = { name: 'note', version: 2, schema: z.string() };
const rest = () => new Promise((wait) => setTimeout(wait, 700));

/** The vault's place: answers from `stored` by path; refuses what is in `refused`. */
function keeping(stored: Record<string, unknown> = {}, refused: readonly string[] = []) {
  const held = { ...stored };
  const bridge = bridgeTo(({ path }): WireResult => {
    if (refused.includes(path)) return { ok: false, error: { code: 'vault.locked', data: {} } };
    return { ok: true, data: held[path] ?? null };
  });
  return { bridge, held };
}
const asked = (bridge: TestBridge, path: string) =>
  bridge.asked.filter((call) => call.path === path).map(({ input }) => input);
const noteIn = (value: unknown, v = 2) => ({
  'drafts.get': { value: { v, value }, broken: false },
});

describe('a draft', () => {
  const open = (bridge: TestBridge, key = 'note') => {
    const view = openHook((given: string) => useDraft(given, NOTE), key, bridge);
    return { ...view, draft: () => view.result.current };
  };
  const ready = async (bridge: TestBridge, key?: string) => {
    const view = open(bridge, key);
    expect(view.draft().value).toBeUndefined();
    await waitFor(() => expect(view.draft().value).not.toBeUndefined());
    return view;
  };

  test('it is read before anything is said of it', async () => {
    expect((await ready(keeping().bridge)).draft().value).toBeNull();
    expect((await ready(keeping(noteIn('半句话')).bridge)).draft().value).toBe('半句话');
  });

  test('it is saved once typing rests, with its version, and the list of drafts is read anew', async () => {
    const { bridge } = keeping({ 'drafts.list': [] });
    const { draft } = await ready(bridge);
    const { result } = openHook(() => useKeptDrafts(''), undefined, bridge);
    await waitFor(() => expect(result.current).toEqual([]));
    draft().save('a');
    draft().save('ab');
    expect(asked(bridge, 'drafts.save')).toEqual([]);
    await waitFor(() => expect(asked(bridge, 'drafts.save')).toHaveLength(1));
    await rest();
    expect(asked(bridge, 'drafts.save')).toEqual([{ key: 'note', value: { v: 2, value: 'ab' } }]);
    await flushDrafts();
    await draft().flush();
    expect(asked(bridge, 'drafts.save')).toHaveLength(1);
  });

  test('what is saved is what there was then, whatever becomes of it', async () => {
    const { bridge } = keeping();
    const kind: StoredKind<{ words: string[] }> = {
      name: 'sheet',
      version: 1,
      schema: z.object({ words: z.array(z.string()) }),
    };
    const { result } = openHook(() => useDraft('sheet', kind), undefined, bridge);
    const value = { words: ['a'] };
    result.current.save(value);
    value.words.push('b');
    await flushDrafts();
    expect(asked(bridge, 'drafts.save')).toEqual([
      { key: 'sheet', value: { v: 1, value: { words: ['a'] } } },
    ]);
  });

  test('what waits is saved when its place goes, and when another takes it, each under its own key', async () => {
    const { bridge } = keeping();
    const { draft, rerender, unmount } = await ready(bridge);
    draft().save('of note');
    rerender('other');
    await waitFor(() => expect(asked(bridge, 'drafts.save')).toHaveLength(1));
    draft().save('of other');
    unmount();
    await waitFor(() => expect(asked(bridge, 'drafts.save')).toHaveLength(2));
    expect(asked(bridge, 'drafts.save')).toMatchObject([
      { key: 'note', value: { value: 'of note' } },
      { key: 'other', value: { value: 'of other' } },
    ]);
  });

  test('one that could not be saved is there for its key until it is saved or dropped', async () => {
    const refusing = keeping({}, ['drafts.save']).bridge;
    const first = await ready(refusing);
    first.draft().save('unsent');
    await flushDrafts();
    first.unmount();
    const other = await ready(refusing, 'other');
    expect(other.draft().value).toBeNull();

    const { bridge } = keeping(noteIn('older'));
    const again = open(bridge);
    expect(again.draft().value).toBe('unsent');
    again.draft().save('sent');
    await again.draft().flush();
    again.unmount();
    const last = await ready(bridge);
    expect(last.draft().value).toBe('older');
  });

  test('a draft that is given up is gone, also where it waits to be sent', async () => {
    const refusing = keeping({}, ['drafts.save', 'drafts.discard']).bridge;
    const first = await ready(refusing);
    first.draft().save('unsent');
    await flushDrafts();
    await first.draft().discard();
    first.draft().save('waiting');
    await first.draft().discard();
    await flushDrafts();
    await rest();
    expect(asked(refusing, 'drafts.save')).toHaveLength(1);
    first.unmount();
    expect((await ready(keeping().bridge)).draft().value).toBeNull();
  });

  test('giving one up is seen at once, in its place and in the list', async () => {
    const { bridge, held } = keeping({
      ...noteIn('kept'),
      'drafts.list': [{ key: 'note' }, { key: 'other' }],
    });
    const { result } = openHook(
      () => ({ draft: useDraft('note', NOTE), list: useKeptDrafts('') }),
      undefined,
      bridge,
    );
    await waitFor(() => expect(result.current.list).toEqual(['note', 'other']));
    await waitFor(() => expect(result.current.draft.value).toBe('kept'));
    const { promise, resolve } = Promise.withResolvers<void>();
    bridge.request = ((request) => async (call) => {
      await promise;
      return request(call);
    })(bridge.request.bind(bridge));
    const given = act(() => result.current.draft.discard());
    await waitFor(() => expect(result.current.draft.value).toBeNull());
    expect(result.current.list).toEqual(['other']);
    held['drafts.list'] = [{ key: 'third' }];
    resolve();
    await given;
    expect(asked(bridge, 'drafts.discard')).toEqual([{ key: 'note' }]);
    await waitFor(() => expect(result.current.list).toEqual(['third']));
  });

  test.each([
    [{ v: 3, value: 'x' }, false, 'newer'],
    [{ v: 2, value: 5 }, false, 'other_shape'],
    [null, true, 'broken'],
  ])('one that cannot be read is set aside and counts as none (%j)', async (value, broken, why) => {
    const { bridge } = keeping({ 'drafts.get': { value, broken }, 'drafts.list': [] });
    const list = openHook(() => useKeptDrafts(''), undefined, bridge);
    await waitFor(() => expect(list.result.current).toEqual([]));
    const { draft, rerender } = await ready(bridge);
    expect(draft().value).toBeNull();
    rerender('note');
    await waitFor(() => expect(asked(bridge, 'drafts.setAside')).toEqual([{ key: 'note', why }]));
  });

  test('one that can be read is not set aside', async () => {
    const { bridge } = keeping(noteIn('good'));
    await ready(bridge);
    await ready(keeping().bridge);
    expect(asked(bridge, 'drafts.setAside')).toEqual([]);
  });
});

test('the drafts under a prefix are those that wait to be sent, the latest first, and those of the vault', async () => {
  const refusing = keeping({}, ['drafts.save']).bridge;
  for (const key of ['new:a', 'edit:1', 'new:b']) {
    const { result } = openHook(() => useDraft(key, NOTE), undefined, refusing);
    result.current.save(key);
    await flushDrafts();
  }
  const { bridge } = keeping({ 'drafts.list': [{ key: 'new:c' }, { key: 'new:a' }, { key: 'edit:2' }] });
  const { result, rerender } = openHook((prefix: string) => useKeptDrafts(prefix), 'new:', bridge);
  expect(result.current).toBeUndefined();
  await waitFor(() => expect(result.current).toEqual(['b', 'a', 'c']));
  rerender('edit:');
  expect(result.current).toEqual(['1', '2']);
});

test('a lock waits for what is being saved, but not for ever', async () => {
  const never = bridgeTo((call) =>
    call.path === 'drafts.save' ? new Promise<WireResult>(() => undefined) : { ok: true, data: null },
  );
  const { result } = openHook(() => useDraft('slow', NOTE), undefined, never);
  result.current.save('x');
  const began = performance.now();
  await flushDrafts();
  expect(performance.now() - began).toBeGreaterThan(900);
  expect(asked(never, 'drafts.save')).toHaveLength(1);
  const again = performance.now();
  await flushDrafts();
  expect(performance.now() - again).toBeLessThan(500);
});

describe('a form', () => {
  type Values = { name: string; word: string };
  const open = () => {
    const saved: Values[] = [];
    const counts = { discarded: 0 };
    const discard = async () => void (counts.discarded += 1);
    const save = (values: Values) => void saved.push({ ...values });
    const view = openHook(
      (draft: { save: typeof save; discard: typeof discard }) => {
        const form = useForm<Values>({ defaultValues: { name: 'a', word: '' } });
        useUnkeptFields(form);
        useFormDraft(form, draft);
        return form;
      },
      { save, discard },
    );
    const type = (name: keyof Values, text: string) =>
      act(() => view.result.current.setValue(name, text, { shouldDirty: true }));
    return { ...view, saved, counts, type };
  };

  test('it is saved while it differs from what it was, and its draft is given up once it does not', () => {
    const { saved, counts, type } = open();
    type('name', 'a');
    expect([saved, counts.discarded]).toEqual([[], 0]);
    type('name', 'ab');
    type('name', 'abc');
    expect([...new Set(saved.map(({ name }) => name))]).toEqual(['ab', 'abc']);
    const times = saved.length;
    type('name', 'a');
    expect(counts.discarded).toBe(1);
    type('name', 'a');
    expect([saved.length, counts.discarded]).toEqual([times, 1]);
  });

  test('it is saved by the latest draft alone', () => {
    const { saved, type, rerender, unmount, result } = open();
    const later: string[] = [];
    rerender({ save: ({ name }) => void later.push(name), discard: async () => undefined });
    type('name', 'ab');
    expect([saved, new Set(later)]).toEqual([[], new Set(['ab'])]);
    const { setValue } = result.current;
    unmount();
    setValue('name', 'abc', { shouldDirty: true });
    expect(later).not.toContain('abc');
  });

  test('a form whose draft keeps everything has nothing that a lock takes', () => {
    const { type } = open();
    type('word', 'secret');
    expect(isAnythingUnkept()).toBe(false);
  });
});

describe('what goes with a lock', () => {
  type Values = { name: string; word: string };
  const open = (kept?: readonly string[]) => {
    const view = openHook(() => {
      const form = useForm<Values>({ defaultValues: { name: '', word: '' } });
      if (kept) sayKept(form.control, kept);
      useUnkeptFields(form);
      return form;
    }, undefined);
    const type = (name: keyof Values, text: string) =>
      act(() => view.result.current.setValue(name, text, { shouldDirty: true }));
    return { ...view, type };
  };

  test('any field of a form that nothing keeps, as long as it is changed', () => {
    const { type } = open();
    expect(isAnythingUnkept()).toBe(false);
    type('name', 'a');
    expect(isAnythingUnkept()).toBe(true);
    type('name', '');
    expect(isAnythingUnkept()).toBe(false);
  });

  test('the fields that a draft leaves out', () => {
    const { type } = open(['name']);
    type('name', 'a');
    expect(isAnythingUnkept()).toBe(false);
    type('word', 'secret');
    expect(isAnythingUnkept()).toBe(true);
    type('word', '');
    expect(isAnythingUnkept()).toBe(false);
  });

  test('a form that has gone has nothing more to lose', () => {
    const { type, unmount, result } = open();
    type('name', 'a');
    const { setValue } = result.current;
    unmount();
    expect(isAnythingUnkept()).toBe(false);
    setValue('name', 'ab', { shouldDirty: true });
    expect(isAnythingUnkept()).toBe(false);
  });

  test('anything else that says so, until it says otherwise or goes', () => {
    const { rerender, unmount } = openHook((isUnkept: boolean) => useUnkept(isUnkept), false);
    expect(isAnythingUnkept()).toBe(false);
    rerender(true);
    expect(isAnythingUnkept()).toBe(true);
    rerender(false);
    expect(isAnythingUnkept()).toBe(false);
    rerender(true);
    unmount();
    expect(isAnythingUnkept()).toBe(false);
  });
});

describe('a reason beside a form', () => {
  const stored = { 'drafts.get': { value: { v: 1, value: '从前' }, broken: false } };

  test('one from before counts only where its form goes on', async () => {
    const { result, rerender } = openHook(
      (on: boolean) => useKeptReason('why', on),
      true,
      keeping(stored).bridge,
    );
    const nothing = { choice: null, text: '' };
    expect(result.current.given).toEqual(nothing);
    // From before there were choices.
    await waitFor(() => expect(result.current.given).toEqual({ choice: 'other', text: '从前' }));
    rerender(false);
    expect(result.current.given).toEqual(nothing);
    act(() => result.current.change({ text: '如今' }));
    expect(result.current.given).toEqual({ choice: null, text: '如今' });
  });

  test('it is kept while it is typed and forgotten with its form', async () => {
    const { bridge } = keeping(stored);
    const { result } = openHook(() => useKeptReason('why', true), undefined, bridge);
    act(() => result.current.change({ text: '如今' }));
    act(() => result.current.change({ choice: 'rated_anew' }));
    await flushDrafts();
    const value = { choice: 'rated_anew', text: '如今' };
    expect(asked(bridge, 'drafts.save')).toEqual([{ key: 'why', value: { v: 2, value } }]);
    act(() => result.current.forget());
    expect(result.current.given).toEqual({ choice: null, text: '' });
    await waitFor(() => expect(asked(bridge, 'drafts.discard')).toEqual([{ key: 'why' }]));
  });
});

describe('a choice that the vault remembers', () => {
  const COLUMNS: StoredKind<string[]> = {
    name: 'columns',
    version: 2,
    schema: z.array(z.string()),
    salvage: (value) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null),
  };
  const fallback = ['a'];
  const open = (stored: unknown) => {
    const { bridge } = keeping({ 'preferences.get': stored });
    const view = openHook((key: string) => usePreference(key, COLUMNS, fallback), 'list', bridge);
    return {
      ...view,
      chosen: () => view.result.current[0],
      choose: (to: string[]) => view.result.current[1](to),
    };
  };

  test('until one is there, the other way round is shown', async () => {
    const { chosen, bridge } = open(null);
    expect(chosen()).toBe(fallback);
    await waitFor(() => expect(asked(bridge, 'preferences.get')).toHaveLength(1));
    expect(chosen()).toBe(fallback);
  });

  test('one made while the stored one is still being read stands', async () => {
    const stored = Promise.withResolvers<void>();
    const bridge = bridgeTo(async ({ path }): Promise<WireResult> => {
      if (path !== 'preferences.get') return { ok: true, data: null };
      await stored.promise;
      return { ok: true, data: { value: { v: 2, value: ['b'] }, broken: false } };
    });
    const { result } = openHook(() => usePreference('list', COLUMNS, fallback), null, bridge);
    await waitFor(() => expect(asked(bridge, 'preferences.get')).toHaveLength(1));
    act(() => result.current[1](['c']));
    await waitFor(() => expect(result.current[0]).toEqual(['c']));
    stored.resolve();
    await waitFor(() => expect(asked(bridge, 'preferences.set')).toHaveLength(1));
    await new Promise((rested) => setTimeout(rested, 50));
    expect(result.current[0]).toEqual(['c']);
  });

  test('it is shown at once and kept with its version', async () => {
    const { chosen, choose, bridge, rerender } = open({ value: { v: 2, value: ['b'] }, broken: false });
    await waitFor(() => expect(chosen()).toEqual(['b']));
    const before = chosen();
    rerender('list');
    expect(chosen()).toBe(before);
    act(() => choose(['c']));
    await waitFor(() => expect(chosen()).toEqual(['c']));
    expect(asked(bridge, 'preferences.set')).toEqual([{ key: 'list', value: { v: 2, value: ['c'] } }]);
    expect(asked(bridge, 'preferences.setAside')).toEqual([]);
  });

  test('each key has its own', async () => {
    const { chosen, choose, bridge, rerender } = open(null);
    const isRead = () => new Promise((wait) => setTimeout(wait, 20));
    await isRead();
    act(() => choose(['c']));
    rerender('other');
    expect(chosen()).toBe(fallback);
    await isRead();
    act(() => choose(['d']));
    await waitFor(() => expect(chosen()).toEqual(['d']));
    rerender('list');
    await waitFor(() => expect(chosen()).toEqual(['c']));
    expect(asked(bridge, 'preferences.set')).toMatchObject([{ key: 'list' }, { key: 'other' }]);
  });

  test.each([
    [{ value: { v: 3, value: ['b', 1] }, broken: false }, 'newer', ['b']],
    [{ value: { v: 2, value: ['b', 1] }, broken: false }, 'other_shape', ['b']],
    [{ value: { v: 2, value: 'b' }, broken: false }, 'other_shape', null],
    [{ broken: true }, 'broken', null],
  ])(
    'one that cannot be read is set aside once, and what of it can be read stays (%j)',
    async (stored, why, kept) => {
      const { chosen, bridge, rerender } = open(stored);
      await waitFor(() => expect(asked(bridge, 'preferences.setAside')).toHaveLength(1));
      rerender('list');
      expect(chosen()).toEqual(kept ?? fallback);
      expect(asked(bridge, 'preferences.setAside')).toEqual([
        { key: 'list', why, kept: kept === null ? null : { v: 2, value: kept } },
      ]);
    },
  );
});

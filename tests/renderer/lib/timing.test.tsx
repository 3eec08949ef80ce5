import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { afterPointer } from '../../../renderer/lib/after-pointer.ts';
import { useShortcut } from '../../../renderer/lib/shortcuts.ts';
import { useLater, useSettled } from '../../../renderer/lib/use-later.ts';
import { useStable } from '../../../renderer/lib/use-stable.ts';
import { useTypedText } from '../../../renderer/lib/use-typed-text.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  // What listens has to be gone before the next test presses a key.
  act(() => undefined);
  vi.useRealTimers();
});
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe('what would only flicker', () => {
  const open = () =>
    renderHook(({ active, ms }: { active: boolean; ms: number }) => useLater(active, ms), {
      initialProps: { active: true, ms: 100 },
    });

  test('it is shown once it has lasted, and goes at once', () => {
    const { result, rerender } = open();
    pass(99);
    expect(result.current).toBe(false);
    pass(1);
    expect(result.current).toBe(true);
    rerender({ active: false, ms: 100 });
    expect(result.current).toBe(false);
    rerender({ active: true, ms: 100 });
    expect(result.current).toBe(false);
    pass(99);
    expect(result.current).toBe(false);
    pass(1);
    expect(result.current).toBe(true);
  });

  test('what ends before is never shown', () => {
    const { result, rerender } = open();
    pass(60);
    rerender({ active: false, ms: 100 });
    expect(vi.getTimerCount()).toBe(0);
    rerender({ active: true, ms: 100 });
    pass(60);
    expect(result.current).toBe(false);
  });

  test('what never begins starts no clock, another patience begins anew', () => {
    const { result, rerender } = open();
    rerender({ active: true, ms: 500 });
    pass(499);
    expect(result.current).toBe(false);
    pass(1);
    expect(result.current).toBe(true);
    rerender({ active: false, ms: 500 });
    pass(1_000);
    expect([result.current, vi.getTimerCount()]).toEqual([false, 0]);
  });
});

test('a value follows once it has rested', () => {
  const { result, rerender, unmount } = renderHook(
    ({ value, ms }: { value: string; ms: number }) => useSettled(value, ms),
    { initialProps: { value: 'a', ms: 100 } },
  );
  expect(result.current).toBe('a');
  rerender({ value: 'b', ms: 100 });
  pass(60);
  rerender({ value: 'c', ms: 100 });
  pass(60);
  expect(result.current).toBe('a');
  pass(40);
  expect(result.current).toBe('c');
  rerender({ value: 'd', ms: 100 });
  rerender({ value: 'd', ms: 300 });
  pass(299);
  expect(result.current).toBe('c');
  pass(1);
  expect(result.current).toBe('d');
  rerender({ value: 'e', ms: 100 });
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});

test('a stable function stays the same and runs the latest one with what it is given', () => {
  const { result, rerender } = renderHook(({ by }: { by: number }) => useStable((to: number) => to + by), {
    initialProps: { by: 1 },
  });
  const first = result.current;
  expect(first(1)).toBe(2);
  rerender({ by: 10 });
  expect(result.current).toBe(first);
  expect(first(1)).toBe(11);
});

describe('text as it is typed', () => {
  const open = () => {
    const told: string[] = [];
    const view = renderHook(({ text }: { text: string }) => useTypedText(text, (typed) => told.push(typed)), {
      initialProps: { text: '' },
    });
    const type = (text: string) => act(() => view.result.current[1](text));
    return { ...view, told, type, shown: () => view.result.current[0] };
  };

  test('it is told once, when typing rests', () => {
    const { told, type, shown } = open();
    type('a');
    pass(299);
    type('ab');
    pass(299);
    expect(told).toEqual([]);
    pass(1);
    expect(told).toEqual(['ab']);
    pass(1_000);
    expect([shown(), told]).toEqual(['ab', ['ab']]);
  });

  test('what was put back before it was told is not told', () => {
    const { told, type } = open();
    type('a');
    pass(60);
    type('');
    pass(1_000);
    expect(told).toEqual([]);
  });

  test('nothing is told once the box has gone', () => {
    const { told, type, unmount } = open();
    type('a');
    unmount();
    pass(1_000);
    expect(told).toEqual([]);
  });

  test('what comes back late, also with one left out, is no news', () => {
    const { told, type, shown, rerender } = open();
    for (const text of ['a', 'ab', 'abc']) {
      type(text);
      pass(300);
    }
    rerender({ text: 'ab' });
    expect(shown()).toBe('abc');
    rerender({ text: 'abc' });
    pass(1_000);
    expect([shown(), told]).toEqual(['abc', ['a', 'ab', 'abc']]);
    // Told before the last that came back: it is from elsewhere by now.
    rerender({ text: 'a' });
    pass(1_000);
    expect([shown(), told]).toEqual(['a', ['a', 'ab', 'abc']]);
  });

  test('a change from outside takes the place of what was told and has not come back', () => {
    const { told, type, shown, rerender } = open();
    type('a');
    pass(300);
    rerender({ text: 'view' });
    expect(shown()).toBe('view');
    pass(1_000);
    rerender({ text: 'a' });
    expect(shown()).toBe('a');
    pass(1_000);
    expect(told).toEqual(['a']);
  });
});

describe('what waits for the button of the mouse', () => {
  const fire = (kind: string) => window.dispatchEvent(new Event(kind));

  test('with no button down it runs at once', () => {
    let ran = 0;
    afterPointer(() => (ran += 1));
    expect(ran).toBe(1);
  });

  test.each(['pointerup', 'pointercancel'])('it runs once, after %s', (end) => {
    let ran = 0;
    fire('pointerdown');
    afterPointer(() => (ran += 1));
    pass(1_000);
    expect(ran).toBe(0);
    fire(end);
    expect(ran).toBe(0);
    pass(0);
    expect(ran).toBe(1);
    for (const kind of ['pointerup', 'pointercancel']) fire(kind);
    pass(1_000);
    expect(ran).toBe(1);
    afterPointer(() => (ran += 1));
    expect(ran).toBe(2);
  });

  test('it also sees what a part of the page keeps to itself', () => {
    const part = document.body.appendChild(document.createElement('div'));
    let ran = 0;
    for (const kind of ['pointerdown', 'pointerup', 'pointercancel'])
      part.addEventListener(kind, (event) => event.stopPropagation());
    for (const end of ['pointerup', 'pointercancel']) {
      part.dispatchEvent(new Event('pointerdown', { bubbles: true }));
      afterPointer(() => (ran += 1));
      pass(0);
      expect(ran).toBe(0);
      part.dispatchEvent(new Event(end, { bubbles: true }));
      pass(0);
      expect(ran).toBe(1);
      afterPointer(() => (ran -= 1));
      expect(ran).toBe(0);
    }
  });
});

describe('a shortcut', () => {
  const pressed = (init: KeyboardEventInit, target: EventTarget = window) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return event;
  };
  const open = (keys: string, enabled?: boolean) => {
    const ran = vi.fn<(by: string) => void>();
    interface Given {
      keys: string;
      by: string;
      enabled?: boolean | undefined;
    }
    const initialProps: Given = { keys, by: 'first', enabled };
    const view = renderHook((given: Given) => useShortcut(given.keys, () => ran(given.by), given.enabled), {
      initialProps,
    });
    return { ...view, ran };
  };

  test.each<[string, KeyboardEventInit, boolean]>([
    ['mod+k', { key: 'k', ctrlKey: true }, true],
    ['mod+k', { key: 'K', metaKey: true }, true],
    ['Mod+K', { key: 'k', ctrlKey: true }, true],
    ['mod+k', { key: 'k' }, false],
    ['mod+k', { key: 'j', ctrlKey: true }, false],
    ['mod+k', { key: 'k', ctrlKey: true, altKey: true }, false],
    ['mod+k', { key: 'k', ctrlKey: true, shiftKey: true }, false],
    ['mod+k', { key: 'k', ctrlKey: true, isComposing: true }, false],
    ['mod+shift+k', { key: 'k', ctrlKey: true, shiftKey: true }, true],
    ['mod+shift+k', { key: 'k', ctrlKey: true }, false],
    ['/', { key: '/' }, true],
    ['/', { key: '/', shiftKey: true }, true],
    ['/', { key: '/', ctrlKey: true }, false],
    ['/', { key: '/', altKey: true }, false],
    ['escape', { key: 'Escape' }, true],
  ])('%s hears %j: %s', (keys, init, hears) => {
    const { ran } = open(keys);
    expect(pressed(init).defaultPrevented).toBe(hears);
    expect(ran).toHaveBeenCalledTimes(hears ? 1 : 0);
  });

  test('without mod it leaves typing alone, with mod it does not', () => {
    const slash = open('/').ran;
    const mod = open('mod+k').ran;
    const box = document.body.appendChild(document.createElement('div'));
    const fields = ['input', 'textarea', 'select'].map((tag) => box.appendChild(document.createElement(tag)));
    const written = box.appendChild(document.createElement('p'));
    Object.defineProperty(written, 'isContentEditable', { value: true });
    for (const field of [...fields, written]) {
      pressed({ key: '/' }, field);
      pressed({ key: 'k', ctrlKey: true }, field);
    }
    expect(slash).toHaveBeenCalledTimes(0);
    expect(mod).toHaveBeenCalledTimes(4);
    pressed({ key: '/' }, box);
    expect(slash).toHaveBeenCalledTimes(1);
  });

  test('what somebody else has taken is left alone', () => {
    const { ran } = open('/');
    const box = document.body.appendChild(document.createElement('div'));
    box.addEventListener('keydown', (event) => event.preventDefault());
    pressed({ key: '/' }, box);
    expect(ran).not.toHaveBeenCalled();
  });

  test('it runs the latest, by the latest keys, and only as long as it is meant to', () => {
    const { ran, rerender, unmount } = open('/');
    rerender({ keys: '/', by: 'second' });
    pressed({ key: '/' });
    expect(ran.mock.calls).toEqual([['second']]);
    rerender({ keys: 'x', by: 'third' });
    pressed({ key: '/' });
    pressed({ key: 'x' });
    expect(ran.mock.calls).toEqual([['second'], ['third']]);
    rerender({ keys: 'x', by: 'fourth', enabled: false });
    pressed({ key: 'x' });
    rerender({ keys: 'x', by: 'fifth', enabled: true });
    pressed({ key: 'x' });
    unmount();
    pressed({ key: 'x' });
    expect(ran.mock.calls).toEqual([['second'], ['third'], ['fifth']]);
    expect(open('x', false).ran).not.toHaveBeenCalled();
  });
});

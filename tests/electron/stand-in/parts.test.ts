import { expect, test } from 'vitest';
import { fromBrowser, originOf, toBrowser } from '../../../electron/stand-in/address.ts';
import { Events } from '../../../electron/stand-in/events.ts';
import { lacking } from '../../../electron/stand-in/lacking.ts';
import { packed } from '../../../electron/stand-in/packed.ts';

interface Whole {
  here(): number;
  missing(): void;
}

test('01 a part that the stand-in lacks throws with its name', () => {
  const whole = lacking<Whole>('whole', { here: () => 1 });
  expect(whole.here()).toBe(1);
  expect(() => whole.missing()).toThrow('the stand-in lacks whole.missing');
});

test.each([
  ['app://kedang/', 'https://kedang.invalid/'],
  ['app://kedang/print/1?a#b', 'https://kedang.invalid/print/1?a#b'],
  ['app://other/x', 'https://other.invalid/x'],
  ['https://kedang.example/', 'https://kedang.example/'],
])('02 %s is %s to the browser, and back', (ours, browsers) => {
  expect(toBrowser(ours)).toBe(browsers);
  expect(fromBrowser(browsers)).toBe(ours);
});

test.each([
  ['https://kedang.invalid/x', 'app://kedang'],
  ['https://kedang.invalid.example/', 'https://kedang.invalid.example'],
  ['data:text/html,x', 'null'],
])('03 the origin of %s is %s', (address, origin) => {
  expect(originOf(address)).toBe(origin);
});

test('04 an event that a listener prevents is known to be prevented', () => {
  const events = new Events();
  expect(events.emitPreventable('close')).toBe(false);
  events.on('close', ({ preventDefault }: { preventDefault: () => void }) => preventDefault());
  expect(events.emitPreventable('close')).toBe(true);
});

test.each([
  [{ rows: [{ id: 1, name: '五金', seen: null }], exact: true }, true],
  ['text', true],
  [null, true],
  [undefined, false],
  [{ a: undefined }, false],
  [[Number.NaN], false],
  [-0, false],
  [{ bytes: new Uint8Array(2) }, false],
  [{ at: new Date(0) }, false],
])('05 an answer goes to the page as text only where that gives back the very same: %j', (answer, isText) => {
  const sent = packed(answer);
  expect('json' in sent).toBe(isText);
  expect('json' in sent ? JSON.parse(sent.json) : sent.value).toEqual(answer);
});

import { act, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { codeOf } from '../../../../db/domain/folder-code.ts';
import { playAlready, playBad, playOk, TONES } from '../../../../renderer/lib/scanner/sounds.ts';
import { useScanner } from '../../../../renderer/lib/scanner/use-scanner.ts';

const CODE = codeOf(1_234);

function Screen({ heard, enabled = true }: { heard: string[]; enabled?: boolean }) {
  const [text, setText] = useState('前');
  useScanner({ enabled, onCode: (code) => heard.push(code), onBad: (bad) => heard.push(`bad ${bad}`) });
  return <input aria-label={text} value={text} onChange={(event) => setText(event.target.value)} />;
}

let at = 0;

/** A key five milliseconds after the one before, however slow this computer is; false where it was kept from the field. */
function press(key: string, code = `Digit${key}`): boolean {
  const event = createEvent.keyDown(screen.getByRole('textbox'), { key, code });
  at += 5;
  Object.defineProperty(event, 'timeStamp', { value: at });
  return fireEvent(screen.getByRole('textbox'), event);
}

test('a screen that does not ask hears nothing, and its keys go where they are typed', () => {
  const heard: string[] = [];
  render(<Screen heard={heard} enabled={false} />);
  screen.getByRole('textbox').focus();
  expect([...CODE].map((digit) => press(digit))).not.toContain(false);
  expect(heard).toEqual([]);
});

test('what is kept when a screen stops to ask is in the field, and in the state of React', () => {
  // The keys have times of their own: the computer's may pass as it likes.
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const heard: string[] = [];
  const { rerender } = render(<Screen heard={heard} />);
  screen.getByRole('textbox').focus();
  expect([...'123'].map((digit) => press(digit))).toEqual([false, false, false]);
  expect(screen.getByRole('textbox', { name: '前' })).toHaveProperty('value', '前');
  act(() => rerender(<Screen heard={heard} enabled={false} />));
  expect(screen.getByRole('textbox', { name: '前123' })).toHaveProperty('value', '前123');
  expect(heard).toEqual([]);
});

test('the latest handlers hear, once each', () => {
  const [earlier, later]: [string[], string[]] = [[], []];
  const { rerender } = render(<Screen heard={earlier} />);
  rerender(<Screen heard={later} />);
  for (const digit of CODE) press(digit);
  expect(press('Enter', 'Enter')).toBe(false);
  expect([earlier, later]).toEqual([[], [CODE]]);
});

test('sounds are told apart, and a computer without any stays silent', () => {
  const tunes = Object.values(TONES).map((tones) => tones.map(({ hertz }) => hertz).join(' '));
  expect(new Set(tunes).size).toBe(tunes.length);
  for (const play of [playOk, playAlready, playBad]) expect(play).not.toThrow();
});

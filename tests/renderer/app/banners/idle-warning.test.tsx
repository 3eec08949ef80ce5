// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { IdleWarning } from '../../../../renderer/app/banners/idle-warning.tsx';
import { openWindow } from '../../support/window.tsx';

test('a minute before the lock its seconds are counted down, and a key takes the warning away', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { bridge } = openWindow(<IdleWarning />);
  const warn = () => act(() => bridge.emit({ type: 'idle', seconds: 60 }));
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  expect(screen.queryByText(/秒后锁定/)).toBeNull();
  warn();
  expect(screen.getByText(/，60 秒后锁定/)).toBeTruthy();
  pass(3_000);
  expect(screen.getByText(/，57 秒后锁定/)).toBeTruthy();
  pass(90_000);
  expect(screen.getByText(/，0 秒后锁定/)).toBeTruthy();
  warn();
  fireEvent.keyDown(document.body, { key: 'Shift' });
  // While it fades it does not say that the time is over.
  expect(screen.queryByText(/，0 秒后锁定/)).toBeNull();
  await waitFor(() => expect(screen.queryByText(/秒后锁定/)).toBeNull());
  warn();
  expect(screen.getByText(/，60 秒后锁定/)).toBeTruthy();
});

// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useNotify } from '../../../renderer/components/notify.tsx';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

function Saves(props: { undo: () => void }) {
  const notify = useNotify();
  return (
    <button type="button" onClick={() => notify.done('已建档：QZ01', props.undo)}>
      save
    </button>
  );
}

test('what was said to one person, and could be taken back, was still there for the next one after a lock', async () => {
  const undo = vi.fn<() => void>();
  const { user, bridge } = openWindow(<Saves undo={undo} />);
  await user.click(screen.getByRole('button', { name: 'save' }));
  await screen.findByRole('button', { name: '撤销' });
  bridge.emit({ type: 'locked', reason: 'asked' });
  await waitFor(() => expect(screen.queryByText('已建档：QZ01')).toBeNull());
  expect(screen.queryByRole('button', { name: '撤销' })).toBeNull();
  expect(undo).not.toHaveBeenCalled();
});

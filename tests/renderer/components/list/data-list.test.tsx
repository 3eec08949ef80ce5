// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { DataList } from '../../../../renderer/components/list/data-list.tsx';
import { openWindow } from '../../support/window.tsx';

afterEach(cleanup);

const list = { label: '清单', name: 'test', columns: [{ field: 'name' }], rows: [], total: 0 };

test('no number stands at the foot before the first rows have come', () => {
  const { unmount } = openWindow(<DataList {...list} loading />);
  expect(screen.getByRole('grid', { name: '清单' })).toBeTruthy();
  expect(screen.queryByText('共 0 条')).toBeNull();
  unmount();
  openWindow(<DataList {...list} />);
  expect(screen.getByText('共 0 条')).toBeTruthy();
});

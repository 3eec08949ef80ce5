// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, expect, test } from 'vitest';
import { CustomerFacets } from '../../../../renderer/features/customers/customer-facets.tsx';
import { bridgeTo, openWindow } from '../../support/window.tsx';

afterEach(cleanup);

const counts = {
  total: 3,
  exact: true,
  dimensions: {
    category: [
      { code: 'supplier', count: 2 },
      { code: 'client', count: 1 },
    ],
    status: [
      { code: null, count: 2 },
      { code: 'active', count: 1 },
    ],
    grade: [
      { code: null, count: 2 },
      { code: 'gold', count: 1 },
    ],
    secrecy: [],
    party: [],
    complete: [],
    province: [],
    city: [],
  },
  responsible: [],
};
const words: ComponentProps<typeof CustomerFacets>['words'] = {
  ready: true,
  gradeList: 'grade_metal',
  label: (_list, code) => code,
  choices: () => [],
  place: (code) => code,
  placesIn: () => [],
  people: [],
  person: () => null,
};

function openFacets(state: 'waiting' | 'ready' | 'failed', shown: typeof counts = counts) {
  const part = { counts: state === 'ready' ? shown : undefined, waiting: state !== 'failed' };
  openWindow(
    <CustomerFacets words={words} filters={{}} onSearch={() => undefined} {...part} />,
    bridgeTo(() => ({ ok: true, data: null })),
  );
}

test('a supplier has no status, which is not the same as one left to be filled in', async () => {
  openFacets('ready');
  const status = await screen.findByRole('group', { name: '合作状态' });
  expect(within(status).getByRole('checkbox', { name: /^无/ })).toBeTruthy();
  expect(
    within(screen.getByRole('group', { name: '等级' })).getByRole('checkbox', { name: /^未填/ }),
  ).toBeTruthy();
});

test('a vault without customers has nothing to narrow down', async () => {
  const none = { ...counts.dimensions, category: [], status: [], grade: [] };
  openFacets('ready', { ...counts, total: 0, dimensions: none });
  await expect.poll(() => screen.queryByRole('navigation', { name: '筛选' })).toBeNull();
});

test('numbers that are not those of the list are not shown', async () => {
  openFacets('ready');
  expect((await screen.findByRole('group', { name: '类别' })).textContent).toContain('2');
  cleanup();
  openFacets('ready', { ...counts, exact: false });
  expect((await screen.findByRole('group', { name: '类别' })).textContent).not.toMatch(/\d/);
});

test('the panel keeps its place while the rows are still to come, and leaves it where they do not', () => {
  openFacets('waiting');
  expect(screen.getByRole('navigation', { name: '筛选' })).toBeTruthy();
  cleanup();
  openFacets('failed');
  expect(screen.queryByRole('navigation', { name: '筛选' })).toBeNull();
});

import { facetCounts, listPage } from '../../db/features/search/service.ts';
import { openAs } from './vault.ts';
import { median, timed, type Figure } from './figures.ts';

const ROUNDS = 5;

/** From the password to the first list with its counts; the window's painting is timed by the journeys. */
export async function benchUnlock(path: string, customers: number): Promise<Figure[]> {
  const opening: number[] = [];
  const listing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const { ctx, close } = await openAs(path, 'archivist');
    opening.push(performance.now() - began);
    listing.push(
      timed(() => {
        listPage(ctx, { start: { offset: 0 }, limit: 50 });
        facetCounts(ctx, {});
      }),
    );
    close();
  }
  return [
    {
      name: `unlock at ${customers}, key derivation included`,
      limit: 1_000,
      unit: 'ms',
      measured: median(opening),
    },
    {
      name: `first list and counts after it`,
      limit: 1_000,
      unit: 'ms',
      measured: median(listing),
    },
  ];
}

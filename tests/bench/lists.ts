import { facetCounts, listPage } from '../../db/features/search/service.ts';
import { Random } from '../../db/features/seed/random.ts';
import type { QueryContext } from '../../db/work/context.ts';
import { openAs } from './vault.ts';
import { bestTimes, median, percentile, timed, type Figure } from './figures.ts';

const ROUNDS = 200;
const PAGE = 50;
const BY_NAME = { sort: { by: 'name', descending: false }, limit: PAGE } as const;

/** Lists and the counts beside them. */
export async function benchLists(path: string): Promise<Figure[]> {
  const opened = await openAs(path, 'archivist');
  const { ctx } = opened;
  const random = new Random(3);
  const total = listPage(ctx, { ...BY_NAME, start: { offset: 0 } }).total;
  const depth = Math.floor(total / 2);
  const times = (work: () => unknown) => bestTimes(Array.from({ length: ROUNDS }, () => work));
  const offsetScan = (at: number) =>
    median(
      Array.from({ length: 5 }, () =>
        timed(() => ctx.reader.rows('select * from customer order by name_sort limit 50 offset ?', at)),
      ),
    );
  const figures: Figure[] = [
    {
      name: 'list by name, first page, 95 %',
      limit: 2,
      unit: 'ms',
      measured: percentile(
        times(() => listPage(ctx, { ...BY_NAME, start: { offset: 0 } })),
        0.95,
      ),
      baseline: offsetScan(0),
      against: '(plain query)',
    },
    {
      name: `list by name, at depth ${depth}, 95 %`,
      limit: 2,
      unit: 'ms',
      measured: percentile(
        times(() => listPage(ctx, { ...BY_NAME, start: { offset: depth + random.below(1_000) } })),
        0.95,
      ),
      baseline: offsetScan(depth),
      against: '(OFFSET)',
    },
    {
      name: 'list by name, next page, 95 %',
      limit: 2,
      unit: 'ms',
      measured: percentile(nextPages(ctx, depth), 0.95),
    },
    {
      name: 'counts of all facets, 95 %',
      limit: 5,
      unit: 'ms',
      measured: percentile(
        times(() => facetCounts(anotherPerson(ctx), {})),
        0.95,
      ),
      baseline: median(
        Array.from({ length: 3 }, () =>
          timed(() => ctx.reader.rows('select province, count(*) from customer group by province')),
        ),
      ),
      against: '(one GROUP BY)',
    },
    {
      name: 'counts under a filter, 95 %',
      limit: 5,
      unit: 'ms',
      measured: percentile(
        times(() => facetCounts(anotherPerson(ctx), { filters: { province: ['440000'], grade: ['gold'] } })),
        0.95,
      ),
    },
  ];
  opened.close();
  const limited = await openAs(path, 'developer');
  facetCounts(limited.ctx, {});
  figures.push({
    name: 'counts of what a developer may see, 95 %',
    limit: 5,
    unit: 'ms',
    measured: percentile(
      times(() => facetCounts(anotherPerson(limited.ctx), {})),
      0.95,
    ),
  });
  limited.close();
  return figures;
}

let others = 0;

/** Counts asked for again are not counted again: each time somebody else asks. */
function anotherPerson(ctx: QueryContext): QueryContext {
  others += 1;
  return { ...ctx, actor: { ...ctx.actor, personId: 1_000 + others } };
}

function nextPages(ctx: QueryContext, depth: number): number[] {
  const times: number[] = [];
  let start: Parameters<typeof listPage>[1]['start'] = { offset: depth };
  for (let round = 0; round < ROUNDS; round += 1) {
    let next: number | null = null;
    times.push(
      timed(() => {
        next = listPage(ctx, { ...BY_NAME, start }).next;
      }),
    );
    start = next === null ? { offset: depth } : { after: next };
  }
  return times;
}

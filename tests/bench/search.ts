import { queryEntries } from '../../db/features/search/service.ts';
import { openAs } from './vault.ts';
import { openBridge } from './bridge.ts';
import { bestTimes, median, percentile, timed, timedAsync, TURNS, type Figure } from './figures.ts';
import { Queries, QUERY_KINDS, type QueryKind } from './queries.ts';

const ROUNDS = 200;
const WARM_UP = 20;
const KINDS = Object.keys(QUERY_KINDS) as QueryKind[];
/** First results shown while typing. */
const SHOWN = 50;

/** Searching: inside the worker, and at the window's side of the bridge. */
export async function benchSearch(path: string): Promise<Figure[]> {
  const inside = await openAs(path, 'archivist');
  const { ctx } = inside;
  const queries = new Queries(ctx.reader);
  const texts = new Map(KINDS.map((kind) => [kind, queries.drawMany(kind, ROUNDS + WARM_UP)]));
  const scan = median(
    queries
      .drawMany('search, 2 characters', 5)
      .map((text) =>
        timed(() => ctx.reader.rows(`select id from customer where name like ? limit 50000`, `%${text}%`)),
      ),
  );
  const figures: Figure[] = [];
  for (const kind of KINDS) {
    const times = bestTimes(
      (texts.get(kind) ?? []).map((text) => () => queryEntries(ctx, { text, limit: SHOWN })),
    );
    figures.push({
      name: `${kind}, 95 %`,
      limit: 6,
      unit: 'ms',
      measured: percentile(times.slice(WARM_UP), 0.95),
      baseline: scan,
      against: '(LIKE on names)',
    });
  }
  inside.close();
  const bridge = await openBridge(path, 'archivist');
  for (const kind of KINDS) {
    const asked = texts.get(kind) ?? [];
    const times = asked.map(() => Infinity);
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const [index, text] of asked.entries()) {
        const took = await timedAsync(() => bridge.call('query', 'search.query', { text, limit: SHOWN }));
        times[index] = Math.min(times[index] ?? Infinity, took);
      }
    figures.push({
      name: `${kind}, 95 %, over the bridge`,
      limit: 20,
      unit: 'ms',
      measured: percentile(times.slice(WARM_UP), 0.95),
    });
  }
  await bridge.close();
  return figures;
}

import { blankCustomer } from '../../db/domain/customer.ts';
import { openBridge, type Bridge } from './bridge.ts';
import { percentile, timedAsync, type Figure } from './figures.ts';

const TEXTS = ['佛山', '金艺', '五金厂', '0757', 'fsjy', '顺德区', '不锈钢', '有限公司'];
const SHOWN = 50;
/** Enough for 95 % to mean something where one check of a password is short. */
const LEAST = 200;

/** Searching and saving at one window while another one's verification or sign-in goes on. */
export async function benchMeanwhile(path: string, customers: number): Promise<Figure[]> {
  const bridge = await openBridge(path, 'archivist');
  const figures = [
    ...(await besides(bridge, `a verification of ${customers}`, () =>
      bridge.call('mutation', 'audit.verify', undefined),
    )),
    ...(await besides(bridge, 'a password being checked', () => bridge.signInBeside())),
  ];
  await bridge.close();
  return figures;
}

const aCustomer = (index: number) => ({ ...blankCustomer('client'), name: `校验期间第${index}厂` });

/** Searching alone, beside work that goes on. */
export async function searchesBeside(
  bridge: Bridge,
  name: string,
  work: () => Promise<unknown>,
): Promise<Figure> {
  const searches: number[] = [];
  while (searches.length < LEAST) {
    const over = new AbortController();
    const going = work().finally(() => over.abort());
    while (!over.signal.aborted) {
      const text = TEXTS[searches.length % TEXTS.length] ?? '';
      searches.push(await timedAsync(() => bridge.call('query', 'search.query', { text, limit: SHOWN })));
    }
    await going;
  }
  return {
    name: `search beside ${name}, 95 % of ${searches.length}`,
    limit: 100,
    unit: 'ms',
    measured: percentile(searches, 0.95),
  };
}

/** Goes on until `work` is over, which is begun anew until there are enough times. */
async function besides(bridge: Bridge, name: string, work: () => Promise<unknown>): Promise<Figure[]> {
  const searches: number[] = [];
  const saves: number[] = [];
  while (searches.length < LEAST) {
    const over = new AbortController();
    const going = work().finally(() => over.abort());
    while (!over.signal.aborted) {
      const text = TEXTS[searches.length % TEXTS.length] ?? '';
      searches.push(await timedAsync(() => bridge.call('query', 'search.query', { text, limit: SHOWN })));
      saves.push(
        await timedAsync(() => bridge.call('mutation', 'customers.create', aCustomer(saves.length))),
      );
    }
    await going;
  }
  const figure = (what: string, times: readonly number[], limit: number): Figure => ({
    name: `${what} beside ${name}, 95 % of ${times.length}`,
    limit,
    unit: 'ms',
    measured: percentile(times, 0.95),
  });
  return [figure('search', searches, 100), figure('save', saves, 100)];
}

import { join } from 'node:path';
import type { Page } from 'playwright';
import { electronBinary } from '../../electron/electron-binary.ts';
import { ensureBuilt } from '../../electron/build.ts';
import { derive, DERIVATION_SALT_BYTES, FLOOR_COST } from '../../db/vault/key-derivation.ts';
import type { App } from '../e2e/support/app.ts';
import { chooseEngine } from '../e2e/support/engine.ts';
import { launchOnElectron } from '../e2e/support/on-electron.ts';
import { launchOnStandIn } from '../e2e/support/on-stand-in.ts';
import { PASSWORD } from './vault.ts';
import { median, percentile, say, timedAsync, type Figure } from './figures.ts';

const ROUNDS = 5;
const JUMPS = 40;
/** Typed key by key, each once (the window keeps answers): names, pinyin, initials, phones, numbers, places. */
const TYPED = [
  ['佛山市顺德', '环保设备', 'foshan', 'hbsb', '1380', '有限公司', 'dianqi', '0757'],
  ['广州市番禺', '塑料制品', 'dongguan', 'wjzp', '1592', '股份', 'sujiao', '0769'],
  ['中山市小榄', '五金模具', 'zhongshan', 'gzsf', 'QZ01', '贸易商行', 'mojuchang', '2025'],
].flat();

/** From the sign-in to the first painted list, in the program's own window; deriving the key is taken off. */
export async function benchFirstList(folder: string, path: string, customers: number): Promise<Figure[]> {
  const app = await openList(folder, path);
  const { page } = app;
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.keyboard.press('Control+l');
    const signIn = page.getByRole('button', { name: '登录', exact: true });
    await signIn.waitFor();
    await page.locator('input[type=password]').fill(PASSWORD);
    const painted = paintedAfter(page, 'click');
    await signIn.click();
    taken.push(await painted);
  }
  await app.close();
  const salt = new Uint8Array(DERIVATION_SALT_BYTES);
  const derivations: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    derivations.push(await timedAsync(() => derive(PASSWORD, salt, FLOOR_COST)));
  const deriving = median(derivations);
  return [
    {
      name: `sign-in to first list painted at ${customers}, in the window (${app.engine})`,
      limit: 1_000,
      unit: 'ms',
      measured: median(taken) - deriving,
      baseline: deriving,
      against: '(deriving the key, taken off)',
    },
  ];
}

/** The scroll bar dragged to places all over the list: how long until the rows of the place are painted. */
export async function benchScroll(folder: string, path: string, customers: number): Promise<Figure[]> {
  const app = await openList(folder, path);
  const { page } = app;
  const taken: number[] = [];
  for (let jump = 1; jump <= JUMPS; jump += 1) {
    const painted = paintedAfter(page, 'scroll');
    await page.getByRole('grid', { name: '档案列表' }).evaluate(
      (element, share) => {
        element.scrollTop = element.scrollHeight * share;
      },
      (jump * 0.381_966) % 1,
    );
    taken.push(await painted);
  }
  await app.close();
  return [
    {
      name: `rows painted after a jump in a list of ${customers}, 95 % (${app.engine})`,
      limit: 300,
      unit: 'ms',
      measured: percentile(taken, 0.95),
    },
  ];
}

/** From a key in the search box to the painted rows that it finds, beside a bare table of the same rows. */
export async function benchTyping(folder: string, path: string, customers: number): Promise<Figure[]> {
  const app = await openList(folder, path);
  const { page } = app;
  const box = page.getByRole('searchbox');
  const [taken, bare]: [number[], number[]] = [[], []];
  let unchanged = 0;
  for (const text of TYPED) {
    for (const key of text) {
      const painted = paintedAfter(page, 'beforeinput');
      await box.pressSequentially(key);
      const took = await painted;
      // After `fos` the list is that of `fosh`.
      if (took === Infinity) {
        unchanged += 1;
        continue;
      }
      taken.push(took);
      bare.push(await paintBarely(page));
    }
    const painted = paintedAfter(page, 'beforeinput');
    await box.fill('');
    await painted;
  }
  await app.close();
  say(`  ${taken.length} keys, and ${unchanged} that changed no row`);
  return [
    {
      name: `a key in the search box to painted rows at ${customers}, 95 % (${app.engine})`,
      limit: 100,
      unit: 'ms',
      measured: percentile(taken, 0.95),
      baseline: percentile(bare, 0.95),
      against: '(the same rows in a bare table)',
    },
  ];
}

/** Until a window at rest has drawn what it had to. */
const RESTS_MS = 900;

/** Milliseconds to the frame after the one in which the rows that are seen stand in a table of nothing but cells. */
function paintBarely(page: Page): Promise<number> {
  return page.evaluate(async (rest) => {
    const rows = [...document.querySelectorAll('[role=row][data-id]')].map((row) =>
      [...row.querySelectorAll('[data-field]')].map((cell) => cell.textContent),
    );
    const frame = () => new Promise(requestAnimationFrame);
    // What the window has still to do for its own rows is not this table's.
    await new Promise((resolve) => setTimeout(resolve, rest));
    await frame();
    const began = performance.now();
    const table = document.createElement('table');
    for (const row of rows) {
      const line = table.insertRow();
      for (const text of row) line.insertCell().textContent = text;
    }
    table.style.cssText = 'position: fixed; inset: 0; background: white; z-index: 9999';
    document.body.append(table);
    await frame();
    await frame();
    const took = performance.now() - began;
    table.remove();
    return took;
  }, RESTS_MS);
}

/** The program with the vault open, before the list. */
async function openList(folder: string, path: string): Promise<App> {
  const { name } = await chooseEngine();
  await ensureBuilt(() => say('  building'));
  const options = { userData: join(folder, `user-data-${process.hrtime.bigint()}`) };
  const binary = name === 'electron' ? electronBinary() : undefined;
  const app = binary === undefined ? await launchOnStandIn(options) : await launchOnElectron(binary, options);
  const { page } = app;
  await app.answerDialog([path]);
  await page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  await page.getByLabel(/^登录名/).fill('archivist');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^档案/ }).click();
  await page.locator('[role=row][data-id] [data-field=name]').first().waitFor();
  return app;
}

/** Longer than anybody waits for a list. */
const UNCHANGED_AFTER_MS = 3_000;

/**
 * Milliseconds from the event to the frame after the one in which other rows are seen, all of them read; Infinity where
 * they stay as they were.
 */
function paintedAfter(page: Page, event: 'click' | 'scroll' | 'beforeinput'): Promise<number> {
  return page.evaluate(
    ({ type, patience }) =>
      new Promise<number>((resolve) => {
        const seen = () =>
          [...document.querySelectorAll('[role=row][data-id] [data-field=name]')].map(
            (cell) => cell.innerHTML,
          );
        const before = seen().join('\n');
        const isOther = () => {
          const now = seen();
          const isReading = document.querySelector('[role=grid][aria-busy=true], [role=row][aria-busy=true]');
          // Where nothing is found there is no grid.
          const isDrawn = now.length > 0 || document.querySelector('[role=grid]') === null;
          return isDrawn && !isReading && now.join('\n') !== before;
        };
        document.addEventListener(
          type,
          () => {
            const began = performance.now();
            // Looked at only when something has changed: reading the rows at every frame takes longer than some of it.
            const observer = new MutationObserver(() => {
              if (isOther()) end(true);
            });
            const end = (found: boolean) => {
              observer.disconnect();
              clearTimeout(patient);
              if (!found) resolve(Infinity);
              else
                requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
            };
            const patient = setTimeout(() => end(false), patience);
            observer.observe(document.body, {
              subtree: true,
              childList: true,
              characterData: true,
              attributes: true,
            });
          },
          { capture: true, once: true },
        );
      }),
    { type: event, patience: UNCHANGED_AFTER_MS },
  );
}

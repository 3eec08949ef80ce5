/** What long documents are measured beside: a browser that prints them plainly, and the memory that all of it takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { wholeSlice, type HtmlPages } from '../../db/domain/document/html-pages.ts';
import { hiddenBrowser } from '../../electron/stand-in/browser.ts';
import { toPdf } from '../../electron/stand-in/paper.ts';

/** Every slice by itself, as a browser prints a page. */
export async function printBarely(written: HtmlPages): Promise<void> {
  const browser = await hiddenBrowser();
  for (const slice of written.slices) {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.setContent(wholeSlice(written, slice), { waitUntil: 'load' });
    await toPdf(page, { preferCSSPageSize: true, printBackground: true });
    await page.close();
  }
}

/** Megabytes that this process and all that it started hold, what they share counted once; null where not told. */
function memoryOfAll(): number | null {
  const children = new Map<number, number[]>();
  try {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const stat = readIfThere(`/proc/${name}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  } catch {
    return null;
  }
  const sum = (pid: number): number => {
    const kib = Number(/^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    return (children.get(pid) ?? []).reduce((all, child) => all + sum(child), kib / 1024);
  };
  return sum(process.pid);
}

/** Empty for a process that has ended meanwhile. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const LOOK_MS = 100;

/** Megabytes that `work` takes at the most, above what there was before; null where this system does not tell. */
export async function memoryOf(work: () => Promise<unknown>): Promise<number | null> {
  const rest = memoryOfAll();
  let most = rest ?? 0;
  const looking = setInterval(() => (most = Math.max(most, memoryOfAll() ?? 0)), LOOK_MS);
  await work();
  clearInterval(looking);
  return rest === null ? null : most - rest;
}

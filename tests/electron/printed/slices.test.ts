/** Long documents as they come out of a real browser: printed slice by slice and joined. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePages } from '../../../db/features/documents/service.ts';
import { startJoining } from '../../../electron/paper/joining.ts';
import { pressSlices, type Press } from '../../../electron/paper/slices.ts';
import { closeBrowsers } from '../../../electron/stand-in/browser.ts';
import { ensureBrowser } from '../../../electron/stand-in/find-browser.ts';
import { printPdf } from '../../../electron/stand-in/printer.ts';
import { aRecord, readPdf } from './support.ts';

beforeAll(() => ensureBrowser());
afterAll(() => closeBrowsers());

const wanted = () => new AbortController().signal;
const facts = { title: '客户档案检查记录表', language: 'zh-CN' };

async function printed(rows: number, paper = { landscape: true }) {
  const { widthMm, heightMm, ...written } = await writePages(aRecord(rows, { paper }));
  const pdf = await printPdf({ ...written, ...facts, sheet: { widthMm, heightMm } }, wanted());
  return { written, pdf: await readPdf(pdf) };
}

describe('a document printed', () => {
  test('in slices has every page, its size, its title and its language, and no tags', async () => {
    const { written, pdf } = await printed(2_100);
    expect(written.slices.length).toBeGreaterThan(3);
    expect(pdf.sizes).toEqual(Array.from({ length: written.pages }, () => [297, 210]));
    expect(pdf).toMatchObject({ title: facts.title, isTagged: false });
    expect(pdf.language).toContain(facts.language);
  });

  test('as one slice has its tags', async () => {
    const { written, pdf } = await printed(60, { landscape: false });
    expect(written.slices).toHaveLength(1);
    expect(pdf.sizes).toEqual(Array.from({ length: written.pages }, () => [210, 297]));
    expect(pdf.isTagged).toBe(true);
  });

  test('comes out of a new browser when the one before has ended', async () => {
    await closeBrowsers();
    const { pdf } = await printed(1);
    expect(pdf.sizes).toHaveLength(1);
  });
});

describe('slices on their way to one file', () => {
  const document = { head: '', slices: ['a', 'b', 'c'], ...facts };
  const onePage = async () => {
    const { widthMm, heightMm, ...written } = await writePages(aRecord(1));
    return printPdf({ ...written, ...facts, sheet: { widthMm, heightMm } }, wanted());
  };

  test('are shown one after the other, the first being there, and told of', async () => {
    const pdf = await onePage();
    const done: unknown[] = [];
    const press: Press = {
      show: async (slice) => done.push(slice),
      pdf: async ({ tagged }) => {
        done.push(tagged);
        return pdf;
      },
    };
    const joined = await pressSlices(document, press, { onProgress: (...told) => done.push(told) });
    expect(done).toEqual([false, [1, 3], 'b', false, [2, 3], 'c', false, [3, 3]]);
    expect((await readPdf(joined)).sizes).toHaveLength(3);
  });

  test('are given up at once when nobody wants them any more', async () => {
    const stop = new AbortController();
    const reason = new Error('not wanted');
    const shown: string[] = [];
    const never = Promise.withResolvers<Uint8Array>();
    const press: Press = { show: async (slice) => shown.push(slice), pdf: () => never.promise };
    const pressing = pressSlices(document, press, { signal: stop.signal });
    stop.abort(reason);
    await expect(pressing).rejects.toBe(reason);
    await expect(pressSlices(document, press, { signal: stop.signal })).rejects.toBe(reason);
    expect(shown).toEqual([]);
  });

  test('fail with the one that cannot be printed, and with what cannot be joined', async () => {
    const failing: Press = { show: async () => {}, pdf: () => Promise.reject(new Error('no paper')) };
    await expect(pressSlices(document, failing)).rejects.toThrow('no paper');
    const joining = startJoining(facts);
    joining.add(Buffer.from('no PDF'));
    await expect(joining.finish()).rejects.toThrow('PDF');
    joining.stop();
  });
});

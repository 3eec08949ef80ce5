import { codeOf } from '../../../db/domain/folder-code.ts';
import { bundlePage, ScannerPage, type Ending, type Way } from '../pages/scanner.ts';
import { expect, test as base } from '../support/test.ts';

/*
 * What Chromium sends of an input method, as tried here and kept by the tests below:
 * - A key that the method has is a `keydown` with `key` Process, `keyCode` 229 and the `code` of the key pressed; its
 *   `isComposing` tells whether a composition is open. Preventing it does nothing.
 * - Text without a composition (full-width digits) is a `beforeinput` of `insertText`, which can be prevented.
 * - Text of a composition is a `beforeinput` of `insertCompositionText`, which cannot. A word that is chosen comes as
 *   `compositionupdate` and `compositionend`, without `insertText`.
 * - A value that is set ends a composition without `compositionend`; `blur` ends it with one.
 */

const CODE = codeOf(1_234);
const OTHER = codeOf(77);
const WRONG = `${CODE.slice(0, -1)}${(Number(CODE.at(-1)) + 1) % 10}`;
const WAYS: Way[] = ['keys', 'full-width', 'composing'];
const ENDINGS: Ending[] = ['Enter', 'Tab', 'nothing'];
const FIELDS = ['controlled', 'plain', 'area', 'editable'];

const test = base.extend<{ scanner: ScannerPage }, { script: string }>({
  script: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => use(await bundlePage()),
    { scope: 'worker' },
  ],
  scanner: async ({ runningApp, script }, use) => {
    await use(await ScannerPage.open(runningApp.app.page, script));
  },
});

// Keys are sent in real time: where the machine stops for longer than a scanner pauses, it was no scan.
test.describe.configure({ retries: 2 });

const inFullWidth = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** Scans and waits until the page has told so many. */
async function scan(scanner: ScannerPage, code: string, way: Way, ending: Ending): Promise<void> {
  const before = await scanner.heard();
  await scanner.type(code, { way, ending });
  const count = before.codes.length + before.bad.length + 1;
  await expect
    .poll(async () => {
      const { codes, bad } = await scanner.heard();
      return codes.length + bad.length;
    })
    .toBe(count);
}

test('a scan is understood and leaves no trace, by every way, with every ending, in every field', async ({
  scanner,
}) => {
  for (const field of [...FIELDS, 'select', 'button', 'body'])
    for (const way of WAYS.filter((way) => way === 'keys' || FIELDS.includes(field)))
      for (const ending of ENDINGS)
        await test.step(`${field}, ${way}, ${ending}`, async () => {
          await scanner.focus(field);
          const before = await scanner.state();
          const heard = await scanner.heard();
          await scan(scanner, CODE, way, ending);
          expect(await scanner.state()).toEqual(before);
          expect(await scanner.heard()).toEqual({ ...heard, codes: [...heard.codes, CODE] });
        });
});

test('an input method that keeps the digits in its composition, and Enter that ends it', async ({
  scanner,
}) => {
  for (const field of FIELDS)
    await test.step(field, async () => {
      await scanner.focus(field);
      const before = await scanner.state();
      const { codes } = await scanner.heard();
      scanner.composeAnew('nihao');
      for (let length = 1; length <= CODE.length; length += 1) {
        scanner.taken(CODE.charAt(length - 1));
        scanner.compose(`nihao${CODE.slice(0, length)}`);
      }
      scanner.key('Enter', true);
      scanner.commit(`nihao${CODE}`);
      await scanner.settled();
      await expect.poll(async () => (await scanner.heard()).codes).toEqual([...codes, CODE]);
      expect(await scanner.state()).toEqual(before);
    });
});

test('what is no scan is text as it was typed: by a person, held down, pasted, too short, too long', async ({
  scanner,
}) => {
  const typed: Array<[string, string, () => Promise<void>]> = [
    ['by a person', CODE, () => scanner.type(CODE, { gap: 80 })],
    [
      'by a person in full width',
      inFullWidth(CODE),
      () => scanner.type(CODE, { gap: 80, way: 'full-width' }),
    ],
    ['held down', '1'.repeat(12), () => (scanner.hold('1', 12), scanner.settled())],
    ['pasted', CODE, () => scanner.paste(CODE)],
    ['too short', CODE.slice(1), () => scanner.type(CODE.slice(1))],
    ['too long', `${CODE}0`, () => scanner.type(`${CODE}0`)],
    ['too short in full width', inFullWidth('12345'), () => scanner.type('12345', { way: 'full-width' })],
  ];
  for (const field of FIELDS)
    for (const [name, text, type] of typed)
      await test.step(`${field}, ${name}`, async () => {
        await scanner.reset(field);
        await scanner.focus(field);
        await type();
        const expected = `前文${text}后文`;
        await expect
          .poll(() => scanner.state())
          .toEqual({ focus: field, text: expected, selection: [expected.length - 2, expected.length - 2] });
      });
  expect(await scanner.heard()).toMatchObject({
    codes: [],
    bad: [],
    submits: 0,
    state: `前文${inFullWidth('12345')}后文`,
  });
});

test('Enter after what is no scan does what Enter does', async ({ scanner }) => {
  await scanner.focus('controlled');
  await scanner.type('12345', { ending: 'Enter' });
  await expect.poll(() => scanner.heard()).toMatchObject({ submits: 1, state: '前文12345后文', codes: [] });
});

test('a misread is told, and no field keeps it', async ({ scanner }) => {
  for (const field of [...FIELDS, 'body']) {
    await scanner.focus(field);
    const before = await scanner.state();
    const { bad } = await scanner.heard();
    await scan(scanner, WRONG, 'keys', 'Enter');
    expect(await scanner.heard()).toMatchObject({ bad: [...bad, WRONG], codes: [], submits: 0 });
    expect(await scanner.state()).toEqual(before);
  }
});

test('shortcuts of the page get the digits of a person, and none of a scan', async ({ scanner }) => {
  await scanner.focus('button');
  await scan(scanner, CODE, 'keys', 'nothing');
  await scanner.type('735', { gap: 90 });
  await expect.poll(async () => (await scanner.heard()).shortcuts).toEqual(['7', '3', '5']);
});

test('two codes right after each other are two scans', async ({ scanner }) => {
  await scanner.focus('controlled');
  const before = await scanner.state();
  await scanner.type(CODE + OTHER, { gap: 2 });
  await expect.poll(async () => (await scanner.heard()).codes).toEqual([CODE, OTHER]);
  await scanner.type(OTHER, { gap: 2, ending: 'Enter' });
  await scanner.type(CODE, { gap: 35, ending: 'Tab' });
  await expect.poll(async () => (await scanner.heard()).codes).toEqual([CODE, OTHER, OTHER, CODE]);
  expect(await scanner.state()).toEqual(before);
});

test('a busy window tells a person from a scanner by when the keys were pressed', async ({ scanner }) => {
  await scanner.focus('controlled');
  const before = await scanner.state();
  // All of it arrives in one heap.
  await scanner.whileBusy(() => scanner.type(CODE, { gap: 35, ending: 'Enter' }));
  await expect.poll(async () => (await scanner.heard()).codes).toEqual([CODE]);
  expect(await scanner.state()).toEqual(before);
  await scanner.whileBusy(() => scanner.type(CODE, { gap: 80 }));
  await expect.poll(async () => (await scanner.heard()).state).toBe(`前文${CODE}后文`);
  expect((await scanner.heard()).codes).toEqual([CODE]);
});

test('undo takes back what a person typed before a scan, as if there had been none', async ({ scanner }) => {
  const undone = async (field: string, way: Way | null): Promise<string[]> => {
    await scanner.reset(field);
    await scanner.focus(field);
    await scanner.type('7', { gap: 80 });
    await scanner.type('8', { gap: 80 });
    await expect.poll(async () => (await scanner.state()).text).toBe('前文78后文');
    if (way) await scan(scanner, CODE, way, 'Enter');
    const texts: string[] = [];
    for (const _ of [1, 2, 3]) {
      await scanner.page.keyboard.press('ControlOrMeta+z');
      texts.push((await scanner.state()).text);
    }
    return texts;
  };
  for (const field of FIELDS)
    await test.step(field, async () => {
      const without = await undone(field, null);
      expect(without).toContain('前文选中后文');
      expect(await undone(field, 'keys')).toEqual(without);
      expect(await undone(field, 'full-width')).toEqual(without);
    });
});

test('digits that a person typed are undone as typing is', async ({ scanner }) => {
  await scanner.focus('controlled');
  await scanner.type('123456', { gap: 80 });
  await expect.poll(async () => (await scanner.heard()).state).toBe('前文123456后文');
  await scanner.page.keyboard.press('Control+z');
  await expect.poll(async () => (await scanner.heard()).state).toBe('前文选中后文');
});

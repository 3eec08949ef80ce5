/** Words that are made to harm in what is asked for, said, amended and handed out, on its screens and on paper. */
import { expect, test } from 'vitest';
import { DEFAULT_CHOICES } from '../../../db/domain/reports/choices.ts';
import { because } from '../../support/reasons.ts';
import type { TestVault } from '../../support/vault.ts';
import { hostileTexts } from './support/hostile.ts';
import { inertWord } from './support/inert.ts';
import { aRequest, openWithArchives, password, releasedReport } from './support.ts';

const SHORT = hostileTexts(60);
const LONG = hostileTexts(300);
/** Some of them are printed: a file of every one is written from the same figures elsewhere. */
const PRINTED_EACH = 10;
const shortAt = (at: number) => SHORT[at % SHORT.length] ?? ['', ''];

interface Asked {
  readonly form: 'report_request' | 'report' | 'report_register' | 'report_amendment';
  readonly id: number;
  readonly options?: { readonly copy: number };
}

async function printed(vault: TestVault, asked: Asked): Promise<string[]> {
  const { base64 } = await vault.as('archivist').prints.docx(asked);
  return inertWord(Buffer.from(base64, 'base64')).cells;
}

test('a request is asked for in them, and its form prints them', async () => {
  await using vault = await openWithArchives(1);
  const forms: Array<{ readonly id: number; readonly says: string[] }> = [];
  for (const [at, [purpose, kept]] of LONG.entries()) {
    const [[department, from], [title, called]] = [shortAt(at), shortAt(at + 5)];
    const input = aRequest({ department, purpose, title });
    const { reportRequests } = vault.as('requester');
    const { id } = await reportRequests.save({ id: null, version: null, submit: true, input });
    expect(await reportRequests.get({ id })).toMatchObject({
      title: called,
      input: { department: from, purpose: kept, title: called },
    });
    if (at % PRINTED_EACH === 0) forms.push({ id, says: [from, called, kept] });
    const reason = because(purpose);
    await vault.as('service_manager').reportRequests.refuse({ id, version: 1, reason });
    expect(JSON.stringify(await reportRequests.get({ id }))).toContain(JSON.stringify(kept));
  }
  for (const { id, says } of forms)
    expect(await printed(vault, { form: 'report_request', id })).toEqual(expect.arrayContaining(says));
});

test('a report is commented on in them', async () => {
  await using vault = await openWithArchives(1);
  const { id } = await vault.as('archivist').reports.compile({ name: 'storage', period: '2026-02' });
  for (const [text] of LONG)
    await vault.as('supervisor').reports.comment({ id, table: null, row: null, measure: null, text });
  const { comments } = await vault.as('archivist').reports.get({ id });
  expect(comments.map(({ text }) => text)).toEqual(LONG.map(([, kept]) => kept));
});

test('copies are handed out to them, and an amendment is for such reasons', async () => {
  await using vault = await openWithArchives(3);
  const id = await releasedReport(vault, { title: shortAt(0)[0] });
  const { reportCopies } = vault.as('archivist');
  const copies = SHORT.map(([recipient], at) => ({ recipient, department: shortAt(at + 3)[0] }));
  await reportCopies.register({ id, copies });
  const takenBack = SHORT.length - 1;
  await reportCopies.handOut({ id, copyNo: takenBack, note: shortAt(4)[0] });
  await reportCopies.takeBack({ id, copyNo: takenBack, note: shortAt(5)[0] });
  expect((await reportCopies.list({ id })).map(({ recipient }) => recipient)).toEqual(
    SHORT.map(([, kept]) => kept),
  );
  const register = await printed(vault, { form: 'report_register', id });
  expect(register).toEqual(expect.arrayContaining(SHORT.map(([, kept]) => kept)));
  for (let copy = 0; copy < takenBack - 1; copy += PRINTED_EACH) {
    const cells = await printed(vault, { form: 'report', id, options: { copy: copy + 1 } });
    expect(cells).toEqual(expect.arrayContaining([shortAt(copy)[1], shortAt(copy + 3)[1]]));
  }

  const { figures } = await vault.as('archivist').reports.open({ id });
  const table = figures.tables.find(({ key }) => key === 'category');
  const places = table?.rows.flatMap((row) =>
    ['count', 'filed'].map((measure) => ({ row: row.key, measure })),
  );
  const items = (places ?? []).map((place, at) => ({
    table: 'category',
    ...place,
    value: 70 + at,
    reason: LONG[at * 5]?.[0] ?? '更正',
  }));
  const reasons = items.map((_, at) => LONG[at * 5]?.[1] ?? '更正');
  expect(items.length).toBeGreaterThan(3);
  const { id: amendment } = await vault
    .as('supervisor')
    .reportAmendments.save({ id: null, version: null, submit: true, reportId: id, items });
  expect(await printed(vault, { form: 'report_amendment', id: amendment })).toEqual(
    expect.arrayContaining(reasons),
  );
  await vault.as('general_manager').reportAmendments.approve({ id: amendment, version: 1, password });
  const { id: next } = await vault.as('archivist').reportAmendments.file({ id: amendment, version: 2 });
  await reportCopies.register({ id: next, copies: [{ recipient: '王芳' }] });
  expect(await printed(vault, { form: 'report', id: next, options: { copy: 1 } })).toEqual(
    expect.arrayContaining(reasons),
  );
});

test('a report of somebody’s own is called so', async () => {
  await using vault = await openWithArchives(1);
  const { reportDefinitions, reports } = vault.as('archivist');
  for (const [name] of SHORT)
    await reportDefinitions.save({ id: null, name, base: 'storage', choices: DEFAULT_CHOICES, shared: true });
  const names = (await reportDefinitions.list()).map(({ name }) => name);
  expect(names.toSorted()).toEqual(SHORT.map(([, kept]) => kept).toSorted());
  const { title } = await reports.run({ name: 'storage', title: names[0] ?? null, period: '2026' });
  expect(title).toBe(names[0]);
});

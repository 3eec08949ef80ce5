import { expect, test } from 'vitest';
import { anchorDigits } from '../../../db/domain/anchor-code.ts';
import { openAmendment } from '../../../db/features/reports/amendments/service.ts';
import { amendmentForm } from '../../../db/features/reports/print/amendment-form.ts';
import { reportForm } from '../../../db/features/reports/print/report-form.ts';
import { unpack, pack } from '../../../db/features/reports/service.ts';
import type { TestVault } from '../../support/vault.ts';
import { because } from '../../support/reasons.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import {
  approvedRequest,
  compileDue,
  figureOf,
  openWithArchives,
  password,
  release,
  releasedReport,
  wrongOf,
} from './support.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });
const FRAME = {
  company: '测试五金',
  trial: false,
  printedBy: '周宁',
  printedAt: 0,
  zone: 'Asia/Shanghai',
  paper: { size: 'A4', landscape: false },
} as const;

/** The document that a print would be, without setting it. */
const documentOf = (vault: TestVault, id: number, copy: number | null) => {
  const ctx = vault.contextOf('archivist');
  return ctx.transaction((db) => reportForm.read(ctx, db, id, FRAME, { copy })).document;
};
const codeOf = (document: ReturnType<typeof documentOf>) =>
  document.blocks.flatMap((block) => (block.kind === 'anchor' ? [block.code] : []));
const textOf = (document: ReturnType<typeof documentOf>) => JSON.stringify(document.blocks);

test('a draft said on every page that nobody had reviewed it, and what was released printed as copies alone', async () => {
  await using vault = await openWithArchives();
  const { reports, reportCopies, prints } = vault.as('archivist');
  const { id } = await reports.compile({ name: 'customer_statistics', period: '2026-02' });
  const draft = documentOf(vault, id, null);
  expect([draft.watermark, draft.number, codeOf(draft)]).toEqual(['未审查', null, []]);
  const numbered = prints.pages({ form: 'report', id, options: { copy: 1 } });
  await expect(numbered).rejects.toEqual(code('reports.copy_not_registered'));
  await release(vault, id);
  const unnumbered = prints.pages({ form: 'report', id });
  await expect(unnumbered).rejects.toEqual(code('reports.copy_needed'));
  await expect(prints.pages({ form: 'report', id, options: { copy: 1 } })).rejects.toEqual(
    code('reports.copy_not_registered'),
  );
  await reportCopies.register({ id, copies: [{ recipient: '王芳', department: '销售部' }] });
  const copy = documentOf(vault, id, 1);
  expect(copy.watermark).toContain('第 1 份');
  expect(copy.watermark).toContain('王芳');
  const [digits] = codeOf(copy);
  expect((await reportCopies.list({ id }))[0]?.code).toBe(digits);
  const pages = await prints.pages({ form: 'report', id, options: { copy: 1 } });
  expect(pages.slices.join('')).toContain('王芳');
  await reportCopies.takeBack({ id, copyNo: 1 });
  await expect(prints.pages({ form: 'report', id, options: { copy: 1 } })).rejects.toEqual(
    code('reports.copy_called_in'),
  );
});

test('a paper told whose it was, and whether it was called in, taken back or superseded', async () => {
  await using vault = await openWithArchives();
  const id = await releasedReport(vault);
  const { reportCopies, reportAmendments } = vault.as('archivist');
  await reportCopies.register({ id, copies: [{ recipient: '王芳' }, { recipient: '李明' }] });
  const [digits = ''] = codeOf(documentOf(vault, id, 2));
  const check = (text: string) => vault.as('auditor').reports.checkPaper({ code: text });
  expect(await check(digits)).toMatchObject({
    state: 'same',
    copy: { report: id, copyNo: 2, recipient: '李明', reportState: 'released', replacedBy: null },
  });
  await expect(check(digits.replace(/^(.)/, (first) => String((Number(first) + 1) % 10)))).rejects.toEqual(
    code('audit.code_mistyped'),
  );
  const head = await vault.as('auditor').audit.head();
  expect(await check(anchorDigits(head ?? { seq: 1, hash: '' }))).toEqual({ state: 'no_copy', copy: null });
  const items = [{ table: 'category', row: null, measure: 'count', value: 99, reason: '合计有误' }];
  await vault
    .as('supervisor')
    .reportAmendments.save({ id: null, version: null, submit: true, reportId: id, items });
  await vault.as('general_manager').reportAmendments.approve({ id: 1, version: 1, password });
  const { id: next } = await reportAmendments.file({ id: 1, version: 2 });
  expect(await check(digits)).toMatchObject({
    state: 'same',
    copy: { reportState: 'superseded', replacedBy: next, calledInOn: vault.clock.today() },
  });
  const { reports } = vault.as('archivist');
  const withCopiesOut = async () => (await reports.runs({ copiesOut: true })).rows.map((run) => run.id);
  expect(await withCopiesOut()).toEqual([id]);
  expect(await reports.counts()).toMatchObject({ copiesOut: 1 });
  await reportCopies.takeBack({ id, copyNo: 1 });
  expect(await withCopiesOut()).toEqual([id]);
  await reportCopies.takeBack({ id, copyNo: 2 });
  expect(await withCopiesOut()).toEqual([]);
  expect(await reports.counts()).not.toHaveProperty('copiesOut');
  await expect(
    vault.as('archivist').prints.pages({ form: 'report', id, options: { copy: 2 } }),
  ).rejects.toEqual(code('reports.is_over'));
});

test('figures that were changed with the key in hand were no longer those of a paper, nor of the log', async () => {
  await using vault = await openWithArchives();
  const id = await releasedReport(vault);
  await vault.as('archivist').reportCopies.register({ id, copies: [{ recipient: '王芳' }] });
  const [digits = ''] = codeOf(documentOf(vault, id, 1));
  const db = vault.opened.vault.database;
  withoutTriggers(db, () => {
    const row = db.prepare('select id, content from report_content').get() as {
      id: number;
      content: Uint8Array;
    };
    const stored = unpack(row.content);
    if (!stored.ok) throw new Error('unreadable');
    db.prepare('update report_content set content = ? where id = ?').run(
      pack({ ...stored.value, title: '另一张表' }),
      row.id,
    );
  });
  expect(await vault.as('auditor').reports.checkPaper({ code: digits })).toMatchObject({ state: 'other' });
  expect(await wrongOf(vault)).toContain('ledgers');
});

test('an amended report kept what each figure was, why, and said that its parts add no more', async () => {
  await using vault = await openWithArchives();
  const id = await releasedReport(vault);
  const supervisor = vault.as('supervisor').reportAmendments;
  const place = { table: 'category', row: 'client', measure: 'count' };
  const share = { ...place, measure: 'share' };
  const save = (items: Parameters<typeof supervisor.save>[0]['items']) =>
    supervisor.save({ id: null, version: null, submit: true, reportId: id, items });
  const reason = '漏计一户';
  await expect(save([{ ...place, value: '5', reason }])).rejects.toEqual(code('reports.figure_form'));
  await expect(save([{ ...place, value: -1, reason }])).rejects.toEqual(code('reports.figure_form'));
  await expect(save([{ ...share, value: '33', reason }])).rejects.toEqual(code('reports.figure_form'));
  await expect(save([{ ...place, row: 'nobody', value: 1, reason }])).rejects.toEqual(
    code('reports.no_such_figure'),
  );
  const old = Number(await figureOf(vault, id, place));
  await expect(save([{ ...place, value: old, reason }])).rejects.toEqual(code('reports.nothing_amended'));
  const { id: amendment } = await save([{ ...place, value: old + 1, reason }]);
  await expect(save([{ ...place, value: old + 2, reason }])).rejects.toEqual(code('reports.amendment_open'));
  await vault.as('general_manager').reportAmendments.approve({ id: amendment, version: 1, password });
  const { id: next } = await vault.as('archivist').reportAmendments.file({ id: amendment, version: 2 });
  const { figures } = await vault.as('archivist').reports.open({ id: next });
  expect(figures.amended).toEqual([{ ...place, old, new: old + 1, reason }]);
  expect(figures.tables.find(({ key }) => key === 'category')?.notes.at(-1)).toContain(String(old + 1));
  await vault.as('archivist').reportCopies.register({ id: next, copies: [{ recipient: '王芳' }] });
  expect(textOf(documentOf(vault, next, 1))).toContain(reason);
  // What was amended is no difference.
  expect(await vault.as('supervisor').reports.computeAgain({ id: next })).toMatchObject({ equal: true });
  expect(await wrongOf(vault)).toEqual([]);
});

test('names of archives that a reader may not list stayed away, in the program and on paper', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-03', scope: 'top_secret' });
  vault.clock.advance({ days: 30 });
  await compileDue(vault);
  await release(vault, 1);
  const listed = async (role: 'requester' | 'archivist') =>
    JSON.stringify((await vault.as(role).reports.open({ id: 1 })).figures);
  expect(await listed('archivist')).toContain('机密五金厂');
  expect(await listed('requester')).not.toContain('机密五金厂');
  expect(await listed('requester')).toContain('佛山金艺1厂');
  const { archiveNo } = await vault
    .as('archivist')
    .customers.get({ id: 4 })
    .then(({ index }) => index);
  expect(await listed('requester')).not.toContain(archiveNo);
  // Approved of the whole archive it counts them, but paper names to whoever asked what they may list.
  await vault.as('archivist').reportCopies.register({ id: 1, copies: [{ recipient: '王芳' }] });
  expect(textOf(documentOf(vault, 1, 1))).not.toContain('机密五金厂');
  expect(textOf(documentOf(vault, 1, 1))).not.toContain(archiveNo);
  expect(textOf(documentOf(vault, 1, 1))).toContain('佛山金艺1厂');
  // Nor does one that nobody asked for: who will read it is not known. What counts less does not count them at all.
  const own = await vault.as('archivist').reports.compile({ name: 'customer_statistics', period: '2026-03' });
  expect(textOf(documentOf(vault, own.id, null))).not.toContain('机密五金厂');
  expect(textOf(documentOf(vault, own.id, null))).toContain('佛山金艺1厂');
  expect(JSON.stringify((await vault.as('archivist').reports.open({ id: own.id })).figures)).toContain(
    '机密五金厂',
  );
  const narrow = await vault
    .as('archivist')
    .reports.compile({ name: 'customer_statistics', period: '2026-03', scope: 'confidential' });
  expect(textOf(documentOf(vault, narrow.id, null))).not.toContain('机密五金厂');
  const sum = { table: 'category', row: null, measure: 'count' };
  expect(await figureOf(vault, 1, sum)).toBe(4);
  expect(await figureOf(vault, narrow.id, sum)).toBe(3);
  // One that was raised since is named to nobody whom the report was narrowed for.
  const raised = { id: 1, version: 1, secrecy: 'secret', secrecyUntil: null } as const;
  await vault.as('supervisor').customers.classify({ ...raised, reason: because('涉及报价') });
  expect(textOf(documentOf(vault, narrow.id, null))).not.toContain('佛山金艺0厂');
  expect(await listed('requester')).not.toContain('佛山金艺0厂');
});

test('an amendment named no archive that its reader may not list, on its screen and on paper', async () => {
  await using vault = await openWithArchives();
  await approvedRequest(vault, { every: 'single', firstPeriod: '2026-03' });
  vault.clock.advance({ days: 30 });
  await compileDue(vault);
  await release(vault, 1);
  const { archiveNo } = await vault
    .as('archivist')
    .customers.get({ id: 4 })
    .then(({ index }) => index);
  const items = [
    { table: 'volume_top', row: archiveNo, measure: 'volume', value: '1.00', reason: '机密五金厂多计' },
  ];
  const supervisor = vault.as('supervisor').reportAmendments;
  const { id } = await supervisor.save({ id: null, version: null, submit: true, reportId: 1, items });
  expect((await supervisor.get({ id })).changes).toMatchObject([{ rowLabel: '机密五金厂', row: archiveNo }]);
  const ctx = vault.contextOf('supervisor');
  const paper = JSON.stringify(ctx.transaction((db) => amendmentForm.read(ctx, db, id, FRAME, {})).document);
  expect(paper).not.toContain('机密五金厂');
  expect(paper).not.toContain(archiveNo);
  // Whoever asked for it and is of another department since sees it, without the name.
  const moved = { ...ctx, actor: { ...ctx.actor, roles: ['requester'] as const } };
  const seen = JSON.stringify(openAmendment(moved, id).changes);
  expect(seen).not.toContain('机密五金厂');
  expect(seen).not.toContain(archiveNo);
});

test('a report computed again was equal, or said which figures differ and which acts came since', async () => {
  await using vault = await openWithArchives();
  const { reports, customers } = vault.as('archivist');
  const { id } = await reports.compile({ name: 'customer_statistics', period: '2026-03' });
  expect(await reports.computeAgain({ id })).toEqual({ equal: true, count: 0, differences: [], acts: [] });
  const record = await customers.get({ id: 1 });
  if (record.access !== 'full') throw new Error('closed');
  const input = { ...record.input, annualVolume: 500, status: 'stopped' as const };
  await customers.update({ id: 1, version: 1, input, reason: null });
  const again = await reports.computeAgain({ id });
  expect(again.equal).toBe(false);
  expect(again.differences).toContainEqual(
    expect.objectContaining({ table: 'status', row: 'stopped', measure: 'count', was: 0, is: 1 }),
  );
  expect(again.acts).toContainEqual(
    expect.objectContaining({ archiveNo: record.index.archiveNo, field: 'status', at: vault.clock.now() }),
  );
  // Of a period that was over what came later is none of its matter.
  const past = await reports.compile({ name: 'customer_statistics', period: '2026-02' });
  vault.clock.advance({ days: 1 });
  await customers.update({ id: 1, version: 2, input: { ...input, status: 'active' }, reason: null });
  expect((await reports.computeAgain({ id: past.id })).equal).toBe(true);
});

test('nobody heard of a definition that somebody kept for themselves', async () => {
  await using vault = await openWithArchives(0);
  await vault.signIn('supervisor', 'requester');
  const { reportDefinitions: own } = vault.as('archivist');
  const heard = (connection: string) =>
    vault.eventsOf(connection).filter((one) => one.type === 'changed' && one.kind === 'reportDefinitions')
      .length;
  const { id } = await own.save({ id: null, name: '月报', base: 'storage', choices: {}, shared: false });
  expect(['archivist', 'supervisor', 'requester'].map(heard)).toEqual([1, 0, 0]);
  await own.share({ id, shared: true });
  await own.share({ id, shared: false });
  expect(['archivist', 'supervisor', 'requester'].map(heard)).toEqual([3, 2, 0]);
});

test('saved definitions were one’s own until they were shared, and each version stayed', async () => {
  await using vault = await openWithArchives();
  const { reportDefinitions: own } = vault.as('archivist');
  const { reportDefinitions: other } = vault.as('supervisor');
  const definition = { name: '月报', base: 'storage', choices: {}, shared: false } as const;
  const { id } = await own.save({ id: null, ...definition });
  expect(await other.list()).toEqual([]);
  await expect(other.save({ id, ...definition })).rejects.toEqual(code('reports.no_such_definition'));
  expect(await own.share({ id, shared: true })).toEqual({ id, version: 2 });
  expect(await other.list()).toMatchObject([{ id, name: '月报', isOwn: false, shared: true, version: 2 }]);
  await expect(other.retire({ id })).rejects.toEqual(code('reports.no_such_definition'));
  await own.retire({ id });
  expect([await own.list(), await other.list()]).toEqual([[], []]);
  expect(await wrongOf(vault)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { askingStep, askingSteps, findRule, stepsAwaited } from '../../../db/domain/flow.ts';
import { FLOWS } from '../../../db/domain/flows.ts';
import { openTestVault, type TestVault, waitingFor } from '../../support/vault.ts';
import { DRIVERS } from './support/drivers.ts';
import { copyCase } from './support/flow-driver.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** The department sees all of these, whoever asked; `reports/steps.test.ts` drives them. */
const OF_ALL = ['report_amendments'];

test('each flow in which somebody asks is driven', () => {
  const asked = FLOWS.filter((flow) => askingSteps(flow).length > 0 && !OF_ALL.includes(flow.name));
  expect(DRIVERS.map(({ flow }) => flow)).toEqual(asked);
});

describe.each(DRIVERS.map((driver) => [driver.flow.name, driver] as const))(
  'every case of %s',
  (_name, driver) => {
    const { flow } = driver;
    const [first = ''] = flow.states;
    const submitted = flow.steps[askingStep(flow, first)]?.to ?? '';
    /** The steps by which others decide what was submitted. */
    const decisions = stepsAwaited(flow, submitted);
    const refusal = decisions.find((step) => findRule(flow, step)?.ends === 'refused') ?? '';
    const returned = findRule(flow, refusal)?.to ?? '';
    const accepted = decisions.find((step) => findRule(flow, step)?.signs) ?? '';
    const reason = '缺少联系人';
    const isNew = { id: null, version: null };

    const callsOf = (vault: TestVault) => ({
      asker: driver.calls(vault.as(driver.asker), vault),
      decider: driver.calls(vault.as(driver.decider), vault),
    });

    test.each(decisions.flatMap((one) => decisions.map((other) => [one, other] as const)))(
      'is decided once: after %s the slower of two is told, who wanted %s',
      async (one, other) => {
        await using vault = await openTestVault();
        const { asker, decider } = callsOf(vault);
        const { id, version } = await asker.save({ ...isNew, submit: true });
        expect((await decider.get(id)).open).toEqual(decisions);
        await decider.take(one, { id, version }, reason);
        const late = decider.take(other, { id, version }, reason);
        await expect(late).rejects.toEqual(code('flow.already_decided'));
        const { line, open } = await decider.get(id);
        expect(line.filter(({ at }) => at !== null).map(({ step }) => step)).toEqual(['submit', one]);
        expect(open).toEqual([]);
      },
    );

    test.each(decisions)('is not decided by who asked, though they may decide others: %s', async (step) => {
      await using vault = await openTestVault();
      const { decider } = callsOf(vault);
      const { id, version } = await decider.save({ ...isNew, submit: true });
      expect((await decider.get(id)).open).toEqual(['withdraw']);
      const own = decider.take(step, { id, version }, reason);
      await expect(own).rejects.toEqual(code('access.not_own_request'));
      expect(await waitingFor(vault.as(driver.decider))).toEqual([]);
    });

    test('is not decided without the reason that the step wants', async () => {
      await using vault = await openTestVault();
      const { asker, decider } = callsOf(vault);
      const move = await asker.save({ ...isNew, submit: true });
      await expect(decider.take(refusal, move)).rejects.toEqual(code('flow.reason_needed'));
      await expect(decider.take(refusal, move, ' ')).rejects.toThrow('common.reason_text_needed');
      await decider.take(refusal, move, reason);
    });

    test.each(decisions)(
      'that was withdrawn and changed meanwhile is not decided as it was seen: %s',
      async (step) => {
        await using vault = await openTestVault();
        const { asker, decider } = callsOf(vault);
        const seen = await asker.save({ ...isNew, submit: true });
        await asker.take('withdraw', seen);
        const { id } = await asker.save({ id: seen.id, version: 2, submit: true }, '大良');
        await expect(decider.take(step, seen, reason)).rejects.toEqual(code('flow.version_conflict'));
        const kept = asker.save({ id, version: 3, submit: false });
        await expect(kept).rejects.toEqual(code('flow.already_decided'));
        const again = asker.save({ id, version: 3, submit: true });
        await expect(again).rejects.toEqual(code('flow.already_decided'));
        expect(await decider.get(id)).toMatchObject({ version: 3, note: '大良' });
      },
    );

    test('that is written in two windows is not saved over', async () => {
      await using vault = await openTestVault();
      const { asker } = callsOf(vault);
      const { id, version } = await asker.save({ ...isNew, submit: false });
      await asker.save({ id, version, submit: false }, '大良');
      for (const submit of [false, true])
        await expect(asker.save({ id, version, submit })).rejects.toEqual(code('flow.version_conflict'));
      expect(await asker.get(id)).toMatchObject({ version: 2, note: '大良', state: first });
    });

    test('is taken back by who asked alone, changed, and submitted again', async () => {
      await using vault = await openTestVault();
      const { asker, decider } = callsOf(vault);
      const { id, version } = await asker.save({ ...isNew, submit: true });
      const byOther = decider.take('withdraw', { id, version });
      await expect(byOther).rejects.toEqual(code('flow.asker_only'));
      await expect(decider.save({ id, version, submit: true })).rejects.toEqual(code('flow.asker_only'));
      await expect(decider.save({ id, version, submit: false })).rejects.toEqual(code('flow.asker_only'));
      await asker.take('withdraw', { id, version }, '名称有误');
      const early = decider.take(accepted, { id, version: 2 });
      await expect(early).rejects.toEqual(code('flow.already_decided'));
      expect((await asker.get(id)).open).toEqual(['resubmit']);
      await asker.save({ id, version: 2, submit: true });
      await decider.take(accepted, { id, version: 3 });
      const { line } = await asker.get(id);
      const untilNow = line.filter(({ at }) => at !== null);
      expect(untilNow.map((each) => [each.step, each.reason, each.reasonText])).toEqual([
        ['submit', null, null],
        ['withdraw', 'other', '名称有误'],
        ['resubmit', null, null],
        [accepted, null, null],
      ]);
    });

    test('keeps every step, also when it is submitted again', async () => {
      await using vault = await openTestVault();
      const { asker, decider } = callsOf(vault);
      const { id, version } = await asker.save({ ...isNew, submit: true });
      vault.clock.advance({ days: 1 });
      await decider.take(refusal, { id, version }, reason);
      const link = '/inbox';
      expect(await waitingFor(vault.as(driver.asker))).toEqual([
        { kind: `${flow.name}_returned`, count: 1, late: 0, link },
      ]);
      await asker.save({ id, version: 2, submit: false }, '大良');
      expect(await asker.get(id)).toMatchObject({ state: returned, note: '大良' });
      await asker.save({ id, version: 3, submit: true });
      expect(await waitingFor(vault.as(driver.asker))).toEqual([]);
      vault.clock.advance({ days: 3 });
      const { line } = await asker.get(id);
      const untilNow = line.filter(({ state }) => state !== 'ahead');
      expect(
        untilNow.map((each) => [each.step, each.state, each.person, each.reasonText, each.daysWaited]),
      ).toEqual([
        ['submit', 'done', driver.asker, null, null],
        [refusal, 'refused', driver.decider, reason, null],
        ['resubmit', 'done', driver.asker, null, null],
        [accepted, 'waiting', null, null, 3],
      ]);
      const { reader } = vault.opened.handles;
      const rules = reader.rows<{ rule: string }>('select rule from flow_step order by no');
      expect(untilNow.map(({ rule }) => rule)).toEqual([...rules.map(({ rule }) => rule), null]);
      expect(line[1]?.roles).toEqual([driver.decider]);
      expect(line[3]?.roles).toEqual([driver.decider]);
    });

    test('of somebody else is not there: not opened, not listed, not counted, not saved', async () => {
      await using vault = await openTestVault();
      const { asker, decider } = callsOf(vault);
      const theirs = await decider.save({ ...isNew, submit: true });
      await expect(asker.get(theirs.id)).rejects.toEqual(code(`${flow.name}.not_found`));
      await expect(asker.get(999)).rejects.toEqual(code(`${flow.name}.not_found`));
      expect(await asker.list(flow.states)).toEqual({ rows: [], next: null });
      expect(await asker.counts()).toEqual({});
      for (const submit of [true, false])
        await expect(asker.save({ ...theirs, submit })).rejects.toEqual(code(`${flow.name}.not_found`));
      // What is still being written is nobody else's, not even theirs who decide.
      const draft = await asker.save({ ...isNew, submit: false });
      await expect(decider.get(draft.id)).rejects.toEqual(code(`${flow.name}.not_found`));
      expect((await decider.list(flow.states)).rows.map(({ id }) => id)).toEqual([theirs.id]);
      expect(await decider.counts()).toEqual({ [submitted]: 1 });
      expect(await asker.counts()).toEqual({ [first]: 1 });
      expect((await asker.get(draft.id)).askedBy).toBe(driver.asker);
    });

    test('is shown to whoever reads it, and waits for nobody who may not decide it', async () => {
      await using vault = await openTestVault();
      const { asker } = callsOf(vault);
      const { id, version } = await asker.save({ ...isNew, submit: true });
      const reader = driver.calls(vault.as(driver.reader), vault);
      expect(await reader.get(id)).toMatchObject({ askedBy: driver.asker, open: [] });
      expect(await reader.counts()).toEqual({ [submitted]: 1 });
      expect(await waitingFor(vault.as(driver.reader))).toEqual([]);
      const taken = reader.take(accepted, { id, version });
      await expect(taken).rejects.toEqual(code('access.denied'));
    });

    test('is reached by the pages of its list: 500 of 619 were shown as all', async () => {
      await using vault = await openTestVault();
      const { asker, decider } = callsOf(vault);
      const { id } = await asker.save({ ...isNew, submit: true });
      copyCase(vault, driver, id, 618);
      const seen: number[] = [];
      for (let after: number | undefined; ;) {
        const { rows, next } = await decider.list([submitted], after);
        seen.push(...rows.map((row) => row.id));
        if (next === null) break;
        after = next;
      }
      expect(await decider.counts()).toEqual({ [submitted]: 619 });
      expect(seen).toEqual(Array.from({ length: 619 }, (_, index) => 619 - index));
      expect(await vault.as(driver.decider).home.waiting()).toContainEqual(
        expect.objectContaining({ kind: `${flow.name}_to_decide`, count: 619, link: '/inbox' }),
      );
    });
  },
);

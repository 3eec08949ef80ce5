import { describe, expect, test } from 'vitest';
import { askingStep, findRule, stepNames, stepsAwaited, VOID } from '../../../db/domain/flow.ts';
import { readLocales } from '../../lint/support/locales-rule.ts';
import { PROJECT } from '../../lint/support/sources.ts';
import { openTestVault, TEST_PASSWORD, waitingFor } from '../../support/vault.ts';
import { ALL_DRIVERS } from './support/drivers.ts';
import { spoil } from './support/flow-driver.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** What another version of the program, or a damaged disk, may have left. */
const SPOILT: ReadonlyArray<readonly [what: string, why: string, spoil: (stored: string) => string]> = [
  [
    'with an unknown field',
    'other_shape',
    (stored) => stored.replace(/"value":(\[?)\{/, '"value":$1{"unknown":1,'),
  ],
  [
    'without a field',
    'other_shape',
    (stored) => stored.replace(/"value":(\[?)\{"[^"]+":/, '"value":$1{"gone":'),
  ],
  ['of a newer version', 'newer', (stored) => stored.replace(/"v":\d+/, '"v":99')],
  ['of broken text', 'broken', (stored) => stored.slice(0, 40)],
];

/** Keys that every flow says, whatever its steps. */
const FIXED =
  'title what new edit keep keep_changes kept changes_kept done.submit tab_count empty_text not_found not_found_text ' +
  'unreadable unreadable_form returned_because column.name column.state column.askedBy column.askedAt';

describe.each(ALL_DRIVERS.map((driver) => [driver.flow.name, driver] as const))('%s', (name, driver) => {
  const { flow } = driver;
  const [first = ''] = flow.states;
  const submitted = flow.steps[askingStep(flow, first)]?.to ?? '';
  const decisions = stepsAwaited(flow, submitted);
  const isNew = { id: null, version: null, submit: true };

  test('one that cannot be read stands in the list as such; others and the home screen are as ever', async () => {
    await using vault = await openTestVault();
    const [asker, decider] = [vault.as(driver.asker), vault.as(driver.decider)];
    const { save } = driver.calls(asker, vault);
    const calls = driver.calls(decider, vault);
    const good = await save(isNew);
    for (const [what, why, textOf] of SPOILT) {
      const { id, version } = await save(isNew);
      spoil(vault, driver, id, textOf);
      const { rows } = await calls.list([submitted]);
      expect({ what, ...rows[0] }).toMatchObject({ what, id, unreadable: why });
      expect(rows.at(-1)).toMatchObject({ id: good.id, unreadable: null });
      expect(await calls.get(id)).toMatchObject({ unreadable: why });
      for (const step of decisions.filter((each) => findRule(flow, each)?.signs)) {
        const isUnreadable = code(`${name}.unreadable`);
        await expect(calls.take(step, { id, version })).rejects.toEqual(isUnreadable);
        if (!findRule(flow, step)?.password) continue;
        const cases = [{ id, version }];
        const signing = decider.inbox.sign({ flow: name, step, cases, password: TEST_PASSWORD });
        await expect(signing).rejects.toEqual(isUnreadable);
      }
    }
    expect(await waitingFor(decider)).toMatchObject([
      { kind: `${name}_to_decide`, count: 1 + SPOILT.length },
    ]);
  });

  test('one that cannot be read comes back to who asked, who writes it anew; the old text is kept for them', async () => {
    await using vault = await openTestVault();
    const [asker, decider] = [vault.as(driver.asker), vault.as(driver.decider)];
    const { save, get } = driver.calls(asker, vault);
    const refusal = decisions.find((step) => findRule(flow, step)?.ends === 'refused') ?? '';
    const texts: string[] = [];
    for (const [what, why, textOf] of SPOILT) {
      const { id, version } = await save(isNew);
      texts.push(spoil(vault, driver, id, textOf));
      await driver.calls(decider, vault).take(refusal, { id, version }, '内容无法读取');
      const link = '/inbox';
      expect([what, ...(await waitingFor(asker))]).toMatchObject([
        what,
        { kind: `${name}_unreadable`, count: 1, link },
      ]);
      await save({ id, version: 2, submit: true }, '大良');
      expect(await get(id)).toMatchObject({ unreadable: null, note: '大良' });
      expect(await waitingFor(asker)).toEqual([]);
      const [kept] = await asker.setAside.list();
      expect(kept).toMatchObject({ source: flow.object, key: `${flow.object}:${id}`, why });
    }
    const { reader } = vault.opened.handles;
    const kept = reader.rows<{ value: string }>('select value from set_aside order by id');
    expect(kept.map(({ value }) => value)).toEqual(texts);
    expect(await decider.setAside.list()).toEqual([]);
  });

  test('has its rules and words in both languages: its own, or those of all flows', () => {
    const { locales } = readLocales(PROJECT);
    const steps = stepNames(flow);
    const givesBack = steps.filter((step) => findRule(flow, step)?.ends);
    const asked = steps.filter((step) => findRule(flow, step)?.only && findRule(flow, step)?.signs);
    const either = [
      ...FIXED.split(' '),
      ...flow.states.flatMap((state) => [`state.${state}`, `empty.${state}`]),
      ...[...steps, VOID].flatMap((step) => [`step.${step}`, `rule.${step}`]),
      ...steps.map((step) => `do.${step}`),
      ...steps.filter((step) => !asked.includes(step)).map((step) => `title.${step}`),
      ...givesBack.flatMap((step) => [`done.${step}`, `reason.${step}`, `reason_help.${step}`]),
    ];
    const elsewhere = {
      errors: [`${name}.not_found`, `${name}.unreadable`],
      audit: [
        ...[...steps, VOID, 'save', 'read'].map((act) => `action.${name}.${act}`),
        `object.${flow.object}`,
      ],
      home: ['to_decide', 'returned', 'unreadable'].flatMap((kind) => [
        `kind.${name}_${kind}`,
        `why.${name}_${kind}`,
      ]),
    };
    const lacking = Object.values(locales).flatMap((words) => [
      ...either.filter((key) => !words.get(name)?.has(key) && !words.get('common')?.has(`flow.${key}`)),
      ...Object.entries(elsewhere).flatMap(([file, keys]) =>
        keys.filter((key) => !words.get(file)?.has(key)),
      ),
    ]);
    expect(lacking).toEqual([]);
  });

  test('words nothing as all flows do', () => {
    const { locales } = readLocales(PROJECT);
    const [zh] = Object.values(locales);
    const common = zh?.get('common');
    const own = [...(zh?.get(name) ?? [])];
    expect(own.filter(([key, text]) => common?.get(`flow.${key}`) === text)).toEqual([]);
  });
});

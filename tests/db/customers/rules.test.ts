import { describe, expect, test } from 'vitest';
import { blankCustomer, type CustomerInput } from '../../../db/domain/customer.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { isLowered } from '../../../db/features/customers/access.ts';
import { relationsTo } from '../../../db/work/reach.ts';
import { checkInput, checkTerm } from '../../../db/features/customers/check.ts';
import { secrecyInForce } from '../../../db/work/guarded.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';

const TODAY = '2026-03-02';
const guarded = (responsibleId: number | null, keeperId: number | null) => ({
  secrecy: 'secret' as const,
  secrecyUntil: null,
  responsibleId,
  keeperId,
});

test.each([
  [null, null, []],
  [8, 9, []],
  [7, null, ['own']],
  [7, 9, ['own']],
  [null, 7, ['assigned']],
  [8, 7, ['assigned']],
  [7, 7, ['own', 'assigned']],
] as const)('responsible %s and keeper %s: person 7 is %j to it', (responsible, keeper, relations) => {
  expect(relationsTo({ personId: 7 }, guarded(responsible, keeper))).toEqual(relations);
});

test.each([
  ['secret', null, 'secret'],
  ['secret', '2026-03-03', 'secret'],
  ['secret', TODAY, 'secret'],
  ['secret', '2026-03-01', 'normal'],
  ['normal', '2026-03-01', 'normal'],
  ['normal', null, 'normal'],
] as const)('%s until %s is %s today', (secrecy, secrecyUntil, inForce) => {
  expect(secrecyInForce({ secrecy, secrecyUntil }, TODAY)).toBe(inForce);
});

describe('a class is lowered (S1)', () => {
  test.each([
    ['secret', null, 'confidential', null, true],
    ['secret', null, 'normal', null, true],
    ['secret', null, 'secret', null, false],
    ['secret', null, 'top_secret', null, false],
    ['secret', null, 'secret', '2030-01-01', true],
    ['secret', null, 'top_secret', '2030-01-01', true],
    ['secret', '2030-01-01', 'secret', '2029-12-31', true],
    ['secret', '2030-01-01', 'secret', '2030-01-01', false],
    ['secret', '2030-01-01', 'secret', '2030-01-02', false],
    ['secret', '2030-01-01', 'secret', null, false],
    ['secret', '2030-01-01', 'confidential', null, true],
    ['normal', null, 'normal', null, false],
    ['normal', null, 'secret', '2026-03-02', false],
    // What has lapsed closes nothing.
    ['secret', '2026-03-01', 'normal', null, false],
    ['secret', TODAY, 'normal', null, true],
  ] as const)('%s until %s to %s until %s: %s', (from, fromUntil, to, toUntil, lowered) => {
    const term = (secrecy: typeof from | typeof to, secrecyUntil: string | null) => ({
      secrecy,
      secrecyUntil,
    });
    expect(isLowered(term(from, fromUntil), term(to, toUntil), TODAY)).toBe(lowered);
  });
});

test('a class ends no earlier than today', () => {
  const check = (secrecy: CustomerInput['secrecy'], secrecyUntil: string | null) => () =>
    checkTerm({ secrecy, secrecyUntil }, TODAY);
  expect(check('secret', '2026-03-01')).toThrow('customers.secrecy_ended');
  for (const fine of [
    check('secret', TODAY),
    check('secret', null),
    check('normal', '2026-03-01'),
    check('top_secret', '2026-03-03'),
  ])
    expect(fine).not.toThrow();
});

describe('what the schema alone cannot know to be wrong', () => {
  test('is refused with its code', async () => {
    await using vault = await openTestVault();
    await vault.signIn('archivist');
    const { reader } = vault.contextOf('archivist');
    const said = (input: Partial<CustomerInput>, before?: Partial<CustomerInput>) => {
      try {
        checkInput(reader, aCustomer(input), before && (() => aCustomer(before)));
        return null;
      } catch (error) {
        return error instanceof AppError ? error.code : String(error);
      }
    };
    const cases: ReadonlyArray<readonly [string | null, Partial<CustomerInput>, Partial<CustomerInput>?]> = [
      [null, {}],
      [null, { grade: 'gold', size: 'medium' }],
      ['customers.unknown_code', { grade: 'wood' }],
      ['customers.unknown_code', { grade: 'vip' }],
      ['customers.unknown_code', { industry: 'none' }],
      // What it had is kept, but only as long as its list is the same.
      [null, { grade: 'wood' }, { grade: 'wood' }],
      ['customers.unknown_code', { grade: 'wood' }, { grade: 'gold' }],
      ['customers.unknown_code', { grade: 'wood' }, { grade: null }],
      [null, { subType: 'old' }, { subType: 'old' }],
      ['customers.unknown_code', { subType: 'old', category: 'supplier', status: null }, { subType: 'old' }],
      ['customers.status_not_for_category', { category: 'supplier', status: 'active' }],
      ['customers.status_not_for_category', { category: 'partner', status: 'stopped' }],
      [null, { category: 'client', status: null }],
      [null, { category: 'supplier', status: null }],
      ['customers.unknown_person', { responsibleId: 999 }],
      [null, { responsibleId: vault.contextOf('archivist').actor.personId }],
      [null, { province: '440000' }],
      [null, { province: '440000', city: '440600' }],
      [null, { province: '440000', city: '440600', district: '440605' }],
      ['customers.unknown_place', { province: '440600' }],
      ['customers.unknown_place', { city: '440600' }],
      ['customers.unknown_place', { province: '440000', district: '440605' }],
      ['customers.unknown_place', { province: '440000', city: '440600', district: '110105' }],
      ['customers.uscc_length', { uscc: '9144' }],
      [null, { uscc: '9144', usccWaiver: '如此' }],
      [null, { uscc: '91440300708461136T' }],
      ['customers.uscc_check_character', { uscc: '91440300708461136U' }],
      ['customers.uscc_charset', { uscc: '9144O300708461136T' }],
    ];
    for (const [code, input, before] of cases)
      expect([
        said({ ...blankCustomer(input.category ?? 'client'), ...input, name: '甲' }, before),
        input,
      ]).toEqual([code, input]);
  });
});

/** An archive with a past, and what it said at each time as the test itself has written it down. */
import { DEFAULT_ZONE, dayIn, type Day } from '../../../../db/domain/dates.ts';
import { CATEGORIES, type CustomerInput } from '../../../../db/domain/customer.ts';
import { SECRECY_CLASSES } from '../../../../db/domain/roles.ts';
import { applyUpdate, fileCustomer, requireCustomer } from '../../../../db/features/customers/service.ts';
import { Random } from '../../../../db/features/seed/random.ts';
import { aContact, aCustomer } from '../../../support/factories.ts';
import type { TestVault } from '../../../support/vault.ts';

/** One archive with all that was ever entered of it, the oldest first. */
export interface Remembered {
  readonly id: number;
  readonly archiveNo: string;
  readonly filedOn: Day;
  readonly entered: Array<{ readonly at: number; readonly input: CustomerInput }>;
}

const PLACES = [
  ['440000', '440600'],
  ['440000', '440100'],
  ['330000', '330100'],
  ['110000', '110100'],
  [null, null],
] as const;

/** Another value of some fields, drawn. */
function drawFields(random: Random, input: CustomerInput, people: readonly number[]): CustomerInput {
  const [province, city] = random.pick(PLACES);
  const secrecy = random.pick(SECRECY_CLASSES);
  const drawn: Partial<CustomerInput> = {
    grade: random.pick(['platinum', 'gold', 'iron', null]),
    annualVolume: random.pick([null, 0, 12_345, 12_345, 500_000, 500_000, 9_999_999, 1]),
    province,
    city,
    industry: random.pick(['C13', 'A', null]),
    size: random.pick(['large', 'small', null]),
    address: random.pick(['南海区桂城街道', null]),
    contacts: random.pick([[], [aContact()], [aContact({ mobile: null, phone: null })]]),
    firstContactOn: random.pick([
      '2025-12-30',
      '2026-01-31',
      '2026-05-31',
      '2026-06-30',
      '2027-03-01',
      '2028-02-29',
      null,
    ]),
    responsibleId: random.pick([...people, null]),
    secrecy,
    secrecyUntil: secrecy === 'normal' ? null : random.pick(['2026-06-30', '2027-06-29', '2029-01-01', null]),
    shelf: random.pick([
      null,
      { room: '一号库房', cabinet: 'A', level: 1, position: 1 + random.below(9_000) },
    ]),
    party: random.pick(['organisation', 'organisation', 'individual'] as const),
    uscc: random.pick(['91440600MA4WXYZ12X', null]),
    subType: random.pick(['other', 'service', null]),
  };
  const keys = Object.keys(drawn).filter(() => random.below(3) === 0);
  const next = {
    ...input,
    ...Object.fromEntries(keys.map((key) => [key, drawn[key as keyof CustomerInput]])),
  };
  if (random.below(6) === 0) next.category = random.pick(CATEGORIES);
  next.status =
    next.category === 'client'
      ? random.below(3) === 0
        ? 'stopped'
        : random.pick(['active', 'negotiating'])
      : null;
  return next as CustomerInput;
}

/** Files archives and changes them over two years and a half, by a clock that is moved on. */
export function livePast(
  vault: TestVault,
  seed: number,
  { customers = 40, changes = 160, backdated = true } = {},
): Remembered[] {
  const random = new Random(seed);
  const people = vault.opened.handles.reader
    .rows<{ id: number }>('select id from person order by id')
    .map(({ id }) => id);
  const remembered: Remembered[] = [];
  const step = Math.floor((30 * 30 * 86_400_000) / (customers + changes));
  for (let turn = 0; turn < customers + changes; turn += 1) {
    vault.clock.advance({ ms: random.below(step * 2) });
    const ctx = vault.contextOf('service_manager');
    const at = vault.clock.now();
    const isNew = remembered.length === 0 || random.below(customers + changes) < customers;
    ctx.transaction((db) => {
      if (isNew) {
        const input = drawFields(random, aCustomer({ category: random.pick(CATEGORIES) }), people);
        const today = dayIn(DEFAULT_ZONE, at);
        // Some were on paper before they were brought in.
        const filedOn =
          backdated && random.below(4) === 0
            ? `${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}15`
            : today;
        const made = fileCustomer(db, ctx, input, { filedOn });
        remembered.push({ ...made, filedOn, entered: [{ at, input }] });
        return;
      }
      const one = random.pick(remembered);
      const before = one.entered.at(-1)?.input;
      if (!before) return;
      const input = drawFields(random, before, people);
      const { row } = requireCustomer(ctx, db, one.id, 'customers.read');
      applyUpdate(db, ctx, row, { version: row.version, input, reason: null });
      one.entered.push({ at, input });
    });
  }
  vault.clock.advance({ days: 1 });
  return remembered;
}

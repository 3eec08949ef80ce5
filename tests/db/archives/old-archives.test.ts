import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CATEGORIES } from '../../../db/domain/customer.ts';
import { ROLES, SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { unwrap, type StoredKind } from '../../../db/domain/stored-json.ts';
import { decodeKeysFile } from '../../../db/vault/keys-file.ts';
import { normalisePassword } from '../../../db/vault/password.ts';
import { sodium } from '../../../db/vault/sodium.ts';
import { STORED_TEMPLATES } from '../../../db/features/import/templates.ts';
import { STORED_COLUMNS } from '../../../renderer/components/list/use-list-columns.ts';
import { CUSTOMER_DRAFT } from '../../../renderer/features/customers/draft-values.ts';
import { STORED_VIEWS } from '../../../renderer/features/customers/stored-views.ts';
import { derivationsOf, VaultCopy, FORMATS, readContents, type Contents } from './support/fixtures.ts';
import { matching, plain } from './support/matching.ts';
import { SECTIONS } from './support/sections.ts';
import { openWorld, type Readers, type World } from './support/world.ts';

/** Keys are derived at the full cost here, on a machine that may have much else to do. */
const PATIENCE = 180_000;

test('a vault is kept of every format since the first', () => {
  expect(FORMATS).toContain('v50');
});

test('of one at least everything is written down that is asked today', () => {
  const lacking = FORMATS.map((format) =>
    Object.keys(SECTIONS).filter((name) => !Object.hasOwn(readContents(format), name)),
  );
  expect(lacking).toContainEqual([]);
});

describe.each(FORMATS)('a vault of %s', (format) => {
  const contents = readContents(format);
  const sections = Object.keys(contents).filter((name) => name !== 'asked');
  let copy: VaultCopy;
  let world: World;

  beforeAll(async () => {
    copy = new VaultCopy(format);
    world = await openWorld(copy.path, copy.asked, Object.keys(copy.asked.readers) as Array<keyof Readers>);
  }, PATIENCE);
  afterAll(() => {
    world?.desk[Symbol.dispose]();
    copy?.[Symbol.dispose]();
  });

  test('opens with the keys that the passwords of then give, of which one is derived anew', () => {
    const { slots } = decodeKeysFile(readFileSync(`${copy.path}.keys`));
    const known = slots.filter(({ login }) => Object.hasOwn(contents.asked.passwords, login));
    const slot = known[inject('seed') % known.length];
    if (!slot) throw new Error('no account has a password');
    const { login, derivationSalt, cost } = slot;
    const key = sodium.crypto_pwhash(
      32,
      normalisePassword(contents.asked.passwords[login] ?? ''),
      derivationSalt,
      cost.passes,
      cost.memory * 1024,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    );
    const kept = new Map<string, string>(JSON.parse(readFileSync(derivationsOf(format), 'utf8')));
    expect([...kept.values()]).toContain(Buffer.from(key).toString('base64'));
  });

  test('is read in every part that was written down', () => {
    expect(sections.filter((name) => !Object.hasOwn(SECTIONS, name))).toEqual([]);
    expect(sections.length).toBeGreaterThanOrEqual(20);
  });

  test.each(sections)('shows its %s as on the day that it was made', async (name) => {
    const section = SECTIONS[name];
    const then: unknown = Reflect.get(contents, name);
    const now = plain(await section?.read(world));
    expect(matching(now, then, section?.added)).toStrictEqual(then);
  });

  test('knows each of its customers again by name, by code and by every number', async () => {
    const { similar } = world.as('manager').customers;
    const forgotten: string[] = [];
    for (const { id, input } of contents.customers) {
      const contacts = input.contacts ?? [];
      const numbers = [...(input.phones ?? []), ...contacts.flatMap(({ mobile, phone }) => [mobile, phone])];
      const asked = [
        { name: input.name, uscc: null, phones: [] },
        ...(input.uscc ? [{ name: '', uscc: input.uscc, phones: [] }] : []),
        ...numbers.flatMap((number) => (number ? [{ name: '', uscc: null, phones: [number] }] : [])),
      ];
      for (const draft of asked)
        if (!(await similar(draft)).some((found) => found.id === id))
          forgotten.push(`${id} ${JSON.stringify(draft)}`);
    }
    expect(forgotten).toEqual([]);
  });

  test('has each of its customers where it stood, and lists them as they stand', async () => {
    const stood = contents.customers.flatMap(({ id, input }) =>
      input.shelf ? [[id, input.shelf] as const] : [],
    );
    const places = stood.map(([id, { room, cabinet, level, position }]) => ({
      id,
      place: [ROOMS.indexOf(room ?? null), Number(cabinet), level, position],
    }));
    expect(new Set(stood.map(([, { room }]) => room ?? null))).toEqual(new Set(ROOMS));
    places.sort((a, b) => compareInOrder(a.place, b.place));
    const listed: Array<readonly [number, readonly number[]]> = [];
    for (let offset = 0; offset < places.length; offset += 50) {
      const query = { sort: { by: 'shelf', descending: false }, start: { offset }, limit: 50 } as const;
      const { rows } = await world.as('manager').search.list(query);
      for (const { id, shelf } of rows)
        if (shelf)
          listed.push([id, [ROOMS.indexOf(shelf.room), Number(shelf.cabinet), shelf.level, shelf.position]]);
    }
    expect(listed.map(([, place]) => place)).toEqual(places.map(({ place }) => place));
    expect(new Map(listed)).toEqual(new Map(places.map(({ id, place }) => [id, place])));
  });

  test('tells by the steps of 建档申请 what was decided, also what was submitted or saved again since', async () => {
    const shown = new Map<string, ReadonlyArray<readonly [string, string | null, string | null]>>();
    for (const name of ['再报', '再报受理', '退回改稿', '改正受理']) {
      const id = filingOf(contents, `申请样例${name}有限公司`);
      const { line } = await world.as('developer').filings.get({ id });
      shown.set(
        name,
        // What was written stands beside its choice since there are choices.
        line.flatMap(({ step, person, reason, reasonText, at }) =>
          at === null ? [] : [[step, person, reasonText ?? reason] as const],
        ),
      );
    }
    const submitted = ['submit', '王海', null];
    const again = ['resubmit', '王海', null];
    expect(Object.fromEntries(shown)).toEqual({
      再报: [submitted, ['return', '周宁', '联系人电话是空号\n请核实'], again],
      再报受理: [submitted, ['return', '林晓', '机构类别没有选'], again, ['accept', '周宁', null]],
      退回改稿: [submitted, ['return', '林晓', '地址不全']],
      改正受理: [submitted, ['accept', '林晓', null]],
    });
  });

  test('has nothing in its choices and forms that windows of today could not read', async () => {
    const unreadable: unknown[] = [];
    for (const reader of Object.keys(copy.asked.readers) as Array<keyof Readers>) {
      const { preferences, drafts } = world.as(reader);
      for (const key of copy.asked.preferences) {
        const kept = await preferences.get({ key });
        const read = kept && unwrap(KINDS.get(key) ?? STORED_COLUMNS, kept.value);
        if (read?.ok === false) unreadable.push([reader, key, read.why]);
      }
      for (const { key } of await drafts.list()) {
        const kept = (await drafts.get({ key }))?.value;
        // Those of format 50 were not written by a form, which keeps all of its fields.
        const read = format === 'v50' ? null : unwrap(CUSTOMER_DRAFT, kept);
        if (read?.ok === false) unreadable.push([reader, key, read.why]);
      }
    }
    expect(unreadable).toEqual([]);
  });

  test('keeps the anchors beside it', () => {
    const then = readFileSync(`${copy.path}.anchors`, 'utf8');
    // One of each day on which it was opened; since 190 others of accounts and backups.
    expect([3, 4, 5]).toContain(then.match(/"kind":"daily"/g)?.length);
    const folder = new URL(`../../fixtures/archives/${format}/`, import.meta.url);
    expect(then).toBe(readFileSync(new URL(`${copy.asked.file}.anchors`, folder), 'utf8'));
  });
});

const KINDS: ReadonlyMap<string, StoredKind<unknown>> = new Map<string, StoredKind<unknown>>([
  ['customers.views', STORED_VIEWS],
  ['import.templates', STORED_TEMPLATES],
]);

/** As they stand; 一二三 would go otherwise as characters. */
const ROOMS: ReadonlyArray<string | null> = [null, '一号库房', '二号库房', '三号库房'];

function compareInOrder(a: readonly number[], b: readonly number[]): number {
  return a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function filingOf({ filings }: Contents, name: string): number {
  const found = Object.values(filings)
    .flat()
    .find(({ input }) => input.name === name);
  if (!found) throw new Error(`nobody reported ${name}`);
  return found.id;
}

describe.each(FORMATS)('what is kept of %s has something of everything', (format) => {
  const { customers, filings, people, drafts, lists, asked } = readContents(format);

  test('customers of all categories and classes, with each field in use and a history', () => {
    expect(customers.length).toBeGreaterThan(250);
    expect(new Set(customers.map(({ input }) => input.category))).toEqual(new Set(CATEGORIES));
    expect(new Set(customers.map(({ input }) => input.secrecy))).toEqual(new Set(SECRECY_CLASSES));
    const fields = new Set(customers.flatMap(({ input }) => Object.keys(input)));
    expect(fields).toEqual(new Set([...fields, ...FIELDS_OF_50]));
    const changed = new Set(customers.flatMap(({ history }) => history.map(({ field }) => field)));
    for (const field of ['filed', 'category', 'secrecy', 'secrecyUntil', 'contacts', 'shelf', 'note'])
      expect(changed).toContain(field);
    expect(new Set(customers.flatMap(({ history }) => history.map(({ by }) => by))).size).toBeGreaterThan(3);
    expect(customers.filter(({ version }) => version > 3).length).toBeGreaterThan(5);
    expect(customers.some(({ inForce, input }) => inForce !== input.secrecy)).toBe(true);
  });

  test('建档申请 in all states, and some that were returned before', () => {
    const states = Object.keys(filings).filter((of) => of.startsWith('developer '));
    expect(states).toEqual(expect.arrayContaining(STATES_OF_50.map((state) => `developer ${state}`)));
    expect(states.filter((of) => filings[of]?.length === 0)).toEqual([]);
    expect(filings['developer submitted']?.some(({ decidedBy }) => decidedBy !== undefined)).toBe(true);
  });

  test('people of all roles, who come and go', () => {
    expect(new Set(people.accounts.flatMap(({ roles }) => roles))).toEqual(new Set(ROLES));
    expect(people.accounts.some(({ roles }) => roles.length > 1)).toBe(true);
    expect(new Set(people.accounts.map(({ state }) => state))).toEqual(
      new Set(['active', 'invited', 'disabled']),
    );
    expect(Object.values(drafts).filter((kept) => kept.length > 0).length).toBeGreaterThanOrEqual(3);
    expect(Object.values(lists).flatMap((items) => items.filter(({ active }) => !active))).not.toEqual([]);
    expect(asked.disabled.length).toBeGreaterThan(0);
  });
});

describe.each(FORMATS.filter((format) => readContents(format).inspections))(
  'what is kept of %s has something of an inspection',
  (format) => {
    const { inspections, repairs = {}, properties } = readContents(format);

    test('that was signed by different people, and an addendum to it that is open', () => {
      const [signed, addendum] = inspections?.register ?? [];
      expect([signed?.state, addendum?.state, addendum?.addendum]).toEqual(['signed', 'running', 1]);
      expect(new Set(signed?.signatures.map(({ person }) => person)).size).toBeGreaterThanOrEqual(3);
      const counts = { ...signed?.outcomes, ...signed?.byWay };
      expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
    });

    test('repairs that are planned, done and withdrawn', () => {
      const steps = (of: string) =>
        repairs[of]?.opened.flatMap(({ events }) => events.map(({ what }) => what));
      expect(steps('archivist open')).toEqual(expect.arrayContaining(['open', 'plan', 'join']));
      expect(steps('archivist done')).toContain('done');
      expect(steps('archivist withdrawn')).toContain('withdraw');
    });

    test('a test of everything, of which all that failed was handled', () => {
      const failed = properties?.tests
        .filter(({ scope }) => scope === 'all')
        .flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
      expect(failed?.length).toBeGreaterThan(0);
      expect(failed?.filter(({ handling }) => handling === null)).toEqual([]);
    });
  },
);

describe.each(FORMATS.filter((format) => readContents(format).reports))(
  'what is kept of %s has something of reports',
  (format) => {
    const { reports, recomputed } = readContents(format);

    test('those that wait, were released, amended and cancelled; each computed again is equal', () => {
      const states = new Set(reports?.register.map(({ state }) => state));
      for (const state of ['compiled', 'submitted', 'released', 'superseded', 'cancelled'])
        expect(states).toContain(state);
      expect(reports?.register.some(({ revision }) => revision > 1)).toBe(true);
      expect(reports?.opened.some(({ comments }) => comments.length > 0)).toBe(true);
      const taken = reports?.opened.flatMap(({ steps }) => steps.map(({ step }) => step));
      expect(taken).toEqual(expect.arrayContaining(['fall_due', 'hand_on', 'review', 'release', 'return']));
      expect(recomputed?.map(({ equal }) => equal)).toEqual(reports?.register.map(() => true));
    });
  },
);

const STATES_OF_50 = ['draft', 'submitted', 'accepted', 'returned'];

const FIELDS_OF_50 = [
  'category',
  'party',
  'name',
  'formerNames',
  'uscc',
  'usccWaiver',
  'subType',
  'industry',
  'size',
  'status',
  'province',
  'city',
  'district',
  'address',
  'phones',
  'grade',
  'secrecy',
  'secrecyUntil',
  'retention',
  'firstContactOn',
  'annualVolume',
  'contractEndsOn',
  'legacyCode',
  'responsibleId',
  'shelf',
  'indexTerms',
  'note',
  'contacts',
];

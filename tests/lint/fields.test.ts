import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import { CUSTOMER_KEYS, factsOf } from '../../db/domain/customer.ts';
import { IMPORT_FIELDS } from '../../db/domain/import-fields.ts';
import titles from '../../resources/lists/import-columns.json' with { type: 'json' };
import { checkFieldLists, type Exceptions } from './support/field-lists-rule.ts';
import { readLocales } from './support/locales-rule.ts';
import { PROJECT, readSources } from './support/sources.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/fields');

const EXCEPTIONS: Exceptions = new Map([
  ['db/domain/customer-list.ts facetFilters', 'which of the fields lists are narrowed by'],
  ['db/features/customers/search-source.ts FACETS', 'how many bits each of these has in the index'],
  [
    'renderer/features/customers/list-search.ts dimensions',
    'which of these stand in the panel, in its order',
  ],
  ['db/features/import/draft.ts readDraft', 'fields that the import reads by code of their own'],
  ['db/features/import/merge.ts combine', 'fields of two rows that are joined, not chosen between'],
  ['db/domain/reports/choices.ts TABLES', 'which tables a report has'],
  ['db/features/reports/compile/makers.ts MAKERS', 'how each of these tables is made'],
  [
    'renderer/features/reports/filter-choices.tsx OFFERED',
    'which filters of a report are offered, in the order of the panel',
  ],
  ['db/features/seed/make.ts makeCustomer', 'what made customers have; the others are blank'],
]);

describe('1. fields are listed in the catalogue', () => {
  test('and nowhere else', () => {
    expect(checkFieldLists(readSources(PROJECT), EXCEPTIONS)).toEqual([]);
  });

  test('the rule sees each kind of list, and an exception that is none', () => {
    const [source] = readSources(FIXTURES, ['db']);
    if (!source) throw new Error('no fixture');
    const marked = source.text
      .split('\n')
      .flatMap((line, index) => (line.includes('// refused') ? [index + 1] : []));
    const found = checkFieldLists([source], new Map()).map((one) => Number(/:(\d+) /.exec(one)?.[1]));
    expect(found.toSorted((a, b) => a - b)).toEqual(marked);
    const place = 'db/lists.ts EXPORTED';
    expect(checkFieldLists([source], new Map([[place, 'kept']]))).toHaveLength(marked.length - 1);
    expect(checkFieldLists([], new Map([[place, 'kept']]))).toEqual([expect.stringContaining(place)]);
  });
});

describe('2. fields have words', () => {
  const { locales } = readLocales(PROJECT);

  test.each(['zh-CN', 'en'] as const)('each field and each column of a ledger, in %s', (language) => {
    const words = (namespace: string) => locales[language].get(namespace) ?? new Map<string, string>();
    const wanted = [
      ...[...Object.keys(CUSTOMER_FIELDS), ...CUSTOMER_KEYS].map((key) => `field.${key}`),
      ...Object.keys(CONTACT_FIELDS).map((key) => `contact.${key}`),
      ...CUSTOMER_KEYS.flatMap((key) => (factsOf(key).help ? [`help.${key}`] : [])),
      ...CUSTOMER_KEYS.map((key) => `section.${factsOf(key).section}`),
    ];
    expect(wanted.filter((key) => !words('customers').get(key))).toEqual([]);
    expect(IMPORT_FIELDS.filter((column) => !words('import').get(`field.${column}`))).toEqual([]);
  });

  test('a title of a ledger means one column, and each column has titles', () => {
    const all = Object.values(titles).flat();
    expect(all.filter((title, index) => all.indexOf(title) !== index)).toEqual([]);
    expect(Object.keys(titles).filter((column) => !IMPORT_FIELDS.some((one) => one === column))).toEqual([]);
    const untitled = IMPORT_FIELDS.filter((column) => !Object.hasOwn(titles, column));
    expect(untitled).toEqual(['other']);
  });
});

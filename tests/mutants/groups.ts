/** Sources under test, and the tests that are to notice a fault in them: whoever changes the one looks into the others. */
export interface Group {
  readonly name: string;
  readonly sources: readonly string[];
  /** Below `tests/`. */
  readonly tests: readonly string[];
}

export const GROUPS: readonly Group[] = [
  {
    name: 'domain',
    sources: ['db/domain'],
    tests: ['domain', 'db/customers', 'security/permissions', 'security/record-matrix', 'security/duties'],
  },
  {
    name: 'work',
    sources: ['db/work'],
    tests: ['db/work', 'db/audit', 'db/filings', 'db/events', 'db/vault-service', 'security'],
  },
  {
    name: 'customers',
    sources: ['db/features/customers'],
    tests: ['db/customers', 'db/prints', 'db/search', 'security'],
  },
  {
    name: 'import',
    sources: ['db/features/import'],
    tests: ['db/import', 'security/hostile-input', 'security/input-bounds'],
  },
  {
    name: 'search',
    sources: ['db/features/search'],
    tests: ['db/search', 'db/customers', 'security/input-bounds', 'security/disclosure'],
  },
  {
    name: 'audit',
    sources: ['db/features/audit'],
    tests: [
      'db/audit',
      'security',
      'db/customers/numbers',
      'db/customers/history',
      'db/customers/shelves',
      'db/work/take-over',
    ],
  },
  {
    name: 'accounts',
    sources: ['db/features/accounts'],
    tests: ['db/accounts', 'db/vault-service', 'security'],
  },
  {
    name: 'subjects',
    sources: ['filings', 'lists', 'workspace', 'prints', 'home', 'seed'].map((one) => `db/features/${one}`),
    tests: [
      'db/filings',
      'db/lists',
      'db/workspace',
      'db/prints',
      'db/seed',
      'db/search',
      'db/work/every-flow',
      'security',
    ],
  },
  { name: 'documents', sources: ['db/features/documents'], tests: ['db/documents', 'db/prints'] },
  {
    name: 'vault',
    sources: ['db/vault', 'db/features/vault'],
    tests: ['db/vault', 'db/vault-service', 'db/accounts', 'security'],
  },
  { name: 'main', sources: ['electron/main'], tests: ['electron'] },
  {
    name: 'window',
    sources: ['renderer/lib'],
    tests: ['app', 'components', 'lib', 'print'].map((one) => `renderer/${one}`),
  },
];

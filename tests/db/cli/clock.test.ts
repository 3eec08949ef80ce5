import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { FIXTURES, openFolder } from './support.ts';

// This vault was last used in March 2026 by its own clock; the command goes by the computer's.
test('an import says first when the computer’s date does not go with the vault, and writes nothing', async () => {
  using place = openFolder(inject('templateVault'));
  const ledger = ['import', join(FIXTURES, 'suppliers-gb18030.csv')];
  const doubt = /^The computer’s date is \d{4}-\d\d-\d\d, \d+ day\(s\) after the last use/;
  for (const _ of [1, 2]) {
    const dryRun = await place.run([...ledger, '--dry-run']);
    expect(dryRun.exit).toBe(0);
    expect(dryRun.err).toMatch(doubt);
  }
  const run = await place.run(ledger);
  expect(run.exit).not.toBe(0);
  expect(run.err).toMatch(/two people confirm/);
  expect((await place.run([...ledger, '--dry-run', '--json'])).out).toContain('"added":');
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES, openFolder } from './support.ts';

// The vault that tests copy was last used in March 2026 by its own clock; the command goes by the computer's.
test('an import says first when the computer’s date does not go with the vault', async () => {
  const place = openFolder();
  const dryRun = () => place.run(['import', join(FIXTURES, 'suppliers-gb18030.csv'), '--dry-run']);
  try {
    const first = await dryRun();
    expect(first.exit).toBe(0);
    expect(first.err).toMatch(/^The computer’s date is \d{4}-\d\d-\d\d, \d+ day\(s\) after the last work/);
    expect(await dryRun()).toMatchObject({ exit: 0, err: '' });
  } finally {
    place[Symbol.dispose]();
  }
});

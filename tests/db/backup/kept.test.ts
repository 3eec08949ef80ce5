/** Backups that are kept of every format: each is restored by every program that comes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Desk } from '../archives/support/desk.ts';
import { readContents } from '../archives/support/fixtures.ts';
import { aFolder } from './support.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/backups');
const FORMATS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Made {
  /** The kept archive that it is of. */
  readonly of: string;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly archives: number;
}

test('one of each format is there', () => expect(FORMATS.toSorted()).toEqual(['v1', 'v2']));

test.each(FORMATS)(
  'a backup of %s is restored with a password of its day, and everything holds',
  async (format) => {
    using place = aFolder();
    const kept = join(FOLDER, format);
    const made = JSON.parse(readFileSync(join(kept, 'made.json'), 'utf8')) as Made;
    const { asked } = readContents(made.of);
    const { admin } = asked.readers;
    const password = asked.passwords[admin] ?? '';
    const path = join(place.path, 'restored.kda');
    using desk = new Desk(path, asked.openedAt);
    const { backup } = desk.as('restorer');
    const token = desk.grant('restorer', kept);
    const { restoreId, ...inspected } = await backup.inspect({ token, secret: { login: admin, password } });
    expect(inspected).toMatchObject({ head: made.head, archives: made.archives, verified: true });
    await backup.restore({ restoreId, token: desk.grant('restorer', path, 'write') });
    const caller = await desk.signIn(admin, password);
    const { checks } = await caller.audit.verify();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  },
);

/** What an archive shows of its people, their log and their own things. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../db/domain/canonical.ts';
import type { Readers, World } from './world.ts';

const READERS: ReadonlyArray<keyof Readers> = [
  'admin',
  'auditor',
  'archivist',
  'both',
  'developer',
  'manager',
];

/** The same question asked for every reader, by who asks. */
async function ofEach<Answer>(ask: (reader: keyof Readers) => Promise<Answer>) {
  const answers: Array<readonly [keyof Readers, Answer]> = [];
  for (const reader of READERS) answers.push([reader, await ask(reader)]);
  return Object.fromEntries(answers);
}

export async function readArchive({ as }: World) {
  const { vault } = await as('archivist').vault.status();
  return { ...vault, clock: await as('archivist').clock.check() };
}

/** Every row that was there when the archive was made: the newest one, how many of each kind, and all of them hashed. */
export async function readLog({ as, asked }: World) {
  const pageAfter = (after: number | null) =>
    as('auditor').audit.list({ to: asked.closedAt, after, limit: 200 });
  const first = await pageAfter(null);
  const rows = [...first.rows];
  const [head] = rows;
  for (let { next } = first; next !== null;) {
    const page = await pageAfter(next);
    rows.push(...page.rows);
    next = page.next;
  }
  const counts = new Map<string, number>();
  const digest = createHash('sha256');
  for (const row of rows) {
    const kind = `${row.action} ${row.decision}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const { seq, at, action, object, secrecy, decision, reason, hash } = row;
    // As the row has it: a refused password is shown under the person whose it is.
    const { role, login, name } = row.writtenBy ?? row;
    digest.update(
      canonicalJson({ seq, at, role, action, object, secrecy, decision, reason, login, name, hash }),
    );
  }
  const kinds = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { seq: head?.seq, hash: head?.hash, rows: rows.length, kinds, digest: digest.digest('hex') };
}

/** Facts of the checks that reading an archive does not change. */
const LASTING: Readonly<Record<string, readonly string[]>> = {
  audit_keys: ['rows', 'recoveries', 'lastRecovery', 'since'],
  audit_anchors: ['rows', 'outside', 'unreadable'],
  anchors_outside: ['outside', 'missing', 'refills'],
  accounts: ['rows'],
  records: ['rows', 'seeded', 'older'],
  archive_counts: ['archives', 'filed', 'serials', 'seeded'],
  search_index: ['rows'],
};

export async function readVerification({ as }: World) {
  const { ok, checks } = await as('auditor').audit.verify();
  const shown = checks.map(({ name, ok: holds, note, detail }) => {
    const lasting = (LASTING[name] ?? []).map((key) => [key, detail[key]]);
    return [name, { ok: holds, note: note ?? null, ...Object.fromEntries(lasting) }];
  });
  return { ok, ...Object.fromEntries(shown) };
}

/** Everybody, and everybody's account; of the readers not when they last signed in, for they just did. */
export async function readPeople({ as, asked }: World) {
  const readers = new Set<string>(Object.values(asked.readers));
  const accounts = await as('admin').accounts.list();
  return {
    accounts: accounts.map(({ lastSignInAt, ...account }) =>
      readers.has(account.login) ? account : { ...account, lastSignInAt },
    ),
    people: await as('admin').accounts.people(),
    departments: await as('admin').accounts.departments(),
  };
}

export async function readSettings({ as }: World) {
  const { lockAfterMinutes } = await as('developer').vault.status();
  return { ...(await as('developer').settings.get()), lockAfterMinutesInForce: lockAfterMinutes };
}

export function readLists({ as }: World) {
  return as('developer').lists.all();
}

/** Kinds that came after formats which are kept. */
const LATER_KINDS = ['customers_unassigned', 'backup_none', 'backup_age', 'backup_closed', 'backup_fallen'];

/** What waits for each reader; the link is the window's affair. */
export function readHome({ as }: World) {
  return ofEach(async (reader) =>
    (await as(reader).home.waiting())
      .filter(({ kind }) => !LATER_KINDS.includes(kind))
      .map(({ kind, count, late }) => ({ kind, count, late })),
  );
}

/** Drafts of each reader, the newest first. */
export function readDrafts({ as }: World) {
  return ofEach(async (reader) => {
    const drafts = [];
    for (const { key, savedAt } of await as(reader).drafts.list())
      drafts.push({ key, savedAt, draft: wholeOf(await as(reader).drafts.get({ key })) });
    return drafts;
  });
}

/** What is kept, which nothing has broken. */
function wholeOf<Kept extends { readonly broken: boolean }>(kept: Kept | null): Omit<Kept, 'broken'> | null {
  if (kept === null) return null;
  const { broken, ...whole } = kept;
  if (broken) throw new Error(`broken: ${JSON.stringify(kept)}`);
  return whole;
}

/** Remembered choices, each asked of every reader, so that nobody is shown another's. */
export function readPreferences({ as, asked }: World) {
  return ofEach(async (reader) => {
    const kept = [];
    for (const key of asked.preferences) {
      const choice = wholeOf(await as(reader).preferences.get({ key }));
      kept.push({ key, value: choice && choice.value });
    }
    return kept;
  });
}

/** Texts that could not be read, by whose they are. */
export function readAside({ as }: World) {
  return ofEach(async (reader) =>
    (await as(reader).setAside.list()).map(({ source, key, why, at }) => ({ source, key, why, at })),
  );
}

export async function readTemplates({ as }: World) {
  return { archivist: await as('archivist').import.templates(), both: await as('both').import.templates() };
}

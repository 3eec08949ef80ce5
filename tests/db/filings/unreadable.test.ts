import { expect, test } from 'vitest';
import { filingFlow } from '../../../db/domain/filing.ts';
import { filings } from '../../../db/features/filings/flow.ts';
import { contentHash } from '../../../db/work/flow/subject.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { openTestArchive, type TestArchive } from '../../support/archive.ts';
import { aCustomer } from '../../support/factories.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

/** What another version of the program, or a damaged disk, may have left of a filing. */
const TEXTS: ReadonlyArray<readonly [what: string, why: string, spoil: (input: object) => string]> = [
  ['with an unknown field', 'other_shape', (input) => JSON.stringify({ ...input, telex: '' })],
  ['without a field', 'other_shape', (input) => JSON.stringify({ ...input, contacts: undefined })],
  ['of a newer version', 'newer', (input) => JSON.stringify({ v: 99, value: input })],
  ['of broken text', 'broken', (input) => JSON.stringify(input).slice(0, 40)],
];

function spoil(archive: TestArchive, id: number, text: string): void {
  const { database } = archive.archive.vault;
  database.pragma('ignore_check_constraints = ON');
  database.prepare('update filing set input = ? where id = ?').run(text, id);
  database.pragma('ignore_check_constraints = OFF');
  // It was signed as it is: the program that reads it is another, not the text.
  const { hash, reader } = archive.contextOf('archivist');
  const content = filings.contentOf(reader, filings.load(reader, id));
  const signed = contentHash(hash, filingFlow, { rule: filingFlow.version, content });
  withoutTriggers(database, () =>
    database.prepare('update flow_step set content_hash = ? where record_id = ?').run(signed, id),
  );
}

test('one that cannot be read stands in the list as such; others and the home screen are as ever', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const archivist = archive.as('archivist');
  const input = aCustomer({ secrecy: 'confidential' });
  const submit = () => developer.filings.save({ id: null, version: null, input, submit: true });
  const good = await submit();
  for (const [what, why, spoilt] of TEXTS) {
    const { id } = await submit();
    spoil(archive, id, spoilt(input));
    const { rows } = await archivist.filings.list({ states: ['submitted'], after: null, limit: 50 });
    const [first, ...others] = rows;
    expect({ what, ...first }).toMatchObject({
      what,
      id,
      unreadable: why,
      name: '',
      secrecy: 'confidential',
    });
    expect(others.at(-1)).toMatchObject({ id: good.id, unreadable: null });
    expect(await archivist.filings.get({ id })).toMatchObject({ unreadable: why });
    await expect(archivist.filings.accept({ id, version: 1, input })).rejects.toEqual(
      code('filings.unreadable'),
    );
  }
  const waiting = { kind: 'filings_to_decide', count: 1 + TEXTS.length };
  expect(await archivist.home.waiting()).toMatchObject([waiting]);
});

test('it comes back to its reporter, who fills it in anew; the old text is kept for them', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  for (const [what, why, spoilt] of TEXTS) {
    const { id } = await developer.filings.save({ id: null, version: null, input, submit: true });
    spoil(archive, id, spoilt(input));
    await archive.as('archivist').filings.return({ id, version: 1, reason: '内容无法读取' });
    expect([what, ...(await developer.home.waiting())]).toMatchObject([
      what,
      { kind: 'filings_unreadable', count: 1, link: '/filings?state=returned' },
    ]);
    await developer.filings.save({ id, version: 2, input, submit: true });
    expect(await developer.filings.get({ id })).toMatchObject({
      unreadable: null,
      input: { name: input.name },
    });
    expect(await developer.home.waiting()).toEqual([]);
    const [kept] = await developer.setAside.list();
    expect(kept).toMatchObject({ source: 'filing', key: `filing:${id}`, why });
  }
  const { reader } = archive.archive.handles;
  const texts = reader.rows<{ value: string }>('select value from set_aside order by id');
  expect(texts.map(({ value }) => value)).toEqual(TEXTS.map(([, , spoilt]) => spoilt(input)));
  expect(await archive.as('archivist').setAside.list()).toEqual([]);
});

test('a filing of a time before versions is read, and saved with its version', async () => {
  await using archive = await openTestArchive();
  const developer = archive.as('developer');
  const input = aCustomer();
  const { id } = await developer.filings.save({ id: null, version: null, input, submit: false });
  const { reader } = archive.archive.handles;
  expect(JSON.parse(reader.value<string>('select input from filing') ?? '')).toEqual({ v: 1, value: input });
  spoil(archive, id, JSON.stringify(input));
  expect(await developer.filings.get({ id })).toMatchObject({ unreadable: null, input });
  await developer.filings.save({ id, version: 1, input, submit: true });
  expect(await developer.setAside.list()).toEqual([]);
});

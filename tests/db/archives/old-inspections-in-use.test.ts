import { expect, test } from 'vitest';
import { codeOf } from '../../../db/domain/folder-code.ts';
import { markupOf } from '../../support/markup.ts';
import { FORMATS, readContents, VaultCopy } from './support/fixtures.ts';
import { openWorld } from './support/world.ts';

/** Keys are derived at the full cost here, on a machine that may have much else to do. */
const PATIENCE = 180_000;
const INSPECTED = FORMATS.filter((format) => readContents(format).inspections);

test.each(INSPECTED)(
  'an addendum that was open in %s is finished and signed, and its search is over',
  { timeout: PATIENCE },
  async (format) => {
    using copy = new VaultCopy(format);
    const { asked, contents } = copy;
    const world = await openWorld(copy.path, asked, ['archivist', 'both', 'manager']);
    using desk = world.desk;
    const { login: supervisor = '' } =
      contents.people.accounts.find(
        ({ login, roles }) => roles.includes('supervisor') && asked.passwords[login] !== undefined,
      ) ?? {};
    await desk.signIn(supervisor, asked.passwords[supervisor] ?? '');
    const { inspections, repairs } = world.as('archivist');
    const { id = 0 } = (await inspections.current()).addendum ?? {};
    const { lines } = await inspections.filtered({ id, filter: 'open', from: 0 });
    expect(lines).toHaveLength(1);
    for (const line of lines) await inspections.scan({ code: codeOf(line.id) });

    const move = async (login: string) => {
      const { version } = await inspections.get({ id });
      return { id, version, password: asked.passwords[login] ?? '' };
    };
    const { archivist, manager } = asked.readers;
    await inspections.sign(await move(archivist));
    await desk.as(supervisor).inspections.review(await move(supervisor));
    await world.as('manager').inspections.approve(await move(manager));

    const [signed, addendum] = await inspections.list();
    expect([signed?.state, addendum?.state, addendum?.inspected]).toEqual(['signed', 'signed', 2]);
    const html = markupOf(await world.as('archivist').prints.pages({ form: 'inspection_record', id }));
    expect(html.replaceAll(/<[^>]*>|\s/g, '')).toContain(lines[0]?.archiveNo);
    const filter = { state: 'open' as const, kinds: ['missing' as const], rooms: [], overdue: false };
    expect((await repairs.list({ ...filter, after: null, limit: 10 })).rows).toEqual([]);
    const { checks } = await world.as('manager').audit.verify();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  },
);

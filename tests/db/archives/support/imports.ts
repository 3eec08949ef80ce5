/** What an archive shows of its imports, of those that were taken back, and of archives that are no more. */
import type { World } from './world.ts';

/** 导入记录 as two readers see it, each import with its rows and what it wrote. */
export async function readImports({ as }: World) {
  const { imports } = await as('archivist').import.list({ after: null });
  const opened = [];
  for (const { id } of imports) {
    const page = { id, offset: 0, limit: 500 };
    opened.push({
      record: await as('archivist').import.get({ id }),
      rows: await as('archivist').import.keptRows({ ...page, show: 'all' }),
      toManager: await as('manager').import.keptRows({ ...page, show: 'all' }),
      added: await as('archivist').import.written({ ...page, what: 'added' }),
      updated: await as('archivist').import.written({ ...page, what: 'updated' }),
    });
  }
  return { imports, opened };
}

/** Archives that were taken back or joined into another, as they are read under their address. */
export async function readGone({ as, asked }: World) {
  const gone = [];
  for (const id of asked.gone ?? []) {
    const record = await as('archivist').customers.get({ id });
    const { access, index } = record;
    const history = (await as('archivist').customers.history({ id })).map(
      ({ field, oldValue, newValue, by }) => ({
        field,
        oldValue,
        newValue,
        by,
      }),
    );
    gone.push({ access, index, gone: record.gone, joined: record.joined, history });
  }
  return gone;
}

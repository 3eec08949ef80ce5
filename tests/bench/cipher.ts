import { join } from 'node:path';
import { REGISTRIES } from '../../db/router/host.ts';
import { searchEntries } from '../../db/features/search/query/search.ts';
import { seedCustomers } from '../../db/features/seed/service.ts';
import { makeBareVault, type BareVault } from './vault.ts';
import { median, timed, type Figure } from './figures.ts';
import { Queries, QUERY_KINDS, type QueryKind } from './queries.ts';

const ROUNDS = 5;
const READER = { personId: 1, roles: ['archivist'] } as const;
const KINDS = Object.keys(QUERY_KINDS) as QueryKind[];

/** The encrypted vault beside the same one unencrypted, turn by turn so that both meet the same machine. */
export function benchCipher(folder: string, customers: number): Figure[] {
  const vaults = [false, true].map((encrypted) =>
    makeBareVault(join(folder, encrypted ? 'cipher.kda' : 'plain.kda'), encrypted),
  );
  const part = Math.ceil(customers / ROUNDS);
  const writes = compare(vaults, (vault, round) =>
    seedCustomers(vault.ctx, { customers: part, start: round + 1 }),
  );
  const saves = compare(vaults, ({ handles }, round) => {
    for (let id = 1; id <= 60; id += 1)
      handles.transaction((db) =>
        db.execute('update customer set updated_at = ?, note = ? where id = ?', round, `note ${round}`, id),
      );
  });
  const scans = compare(vaults, ({ database, handles }) => {
    database.pragma('shrink_memory');
    handles.reader.value('select sum(length(name) + length(coalesce(note, 0))) from customer');
  });
  const texts = KINDS.flatMap((kind) => new Queries((vaults[0] ?? fail()).handles.reader).drawMany(kind, 10));
  const searches = compare(vaults, ({ handles }) => {
    for (const text of texts)
      searchEntries(handles.reader, {
        text,
        limit: 50,
        reader: READER,
        today: '2026-01-01',
        sources: REGISTRIES.search,
      });
  });
  for (const { database } of vaults) database.close();
  const figure = (name: string, [plain, encrypted]: readonly [number, number]): Figure => ({
    name: `encrypted against plain, ${name}`,
    limit: 1.2,
    unit: 'times',
    measured: encrypted / plain,
  });
  return [
    figure('filling and indexing', writes),
    figure('single saves', saves),
    figure('reading everything', scans),
    figure('searches', searches),
  ];
}

/** Median milliseconds of the plain and the encrypted one. */
function compare(
  vaults: readonly BareVault[],
  work: (vault: BareVault, round: number) => unknown,
): readonly [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
      times[which].push(timed(() => work(vaults[which] ?? fail(), round)));
  return [median(times[0]), median(times[1])];
}

function fail(): never {
  throw new Error('no archive');
}

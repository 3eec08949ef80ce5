/** What an archive shows of its customers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { addressWithin } from '../../../../db/domain/text/address.ts';
import { placeName } from '../../../../db/features/lists/service.ts';
import type { Caller } from '../../../../db/router/dispatch.ts';
import { listAll, type World } from './world.ts';
import { markupOf } from '../../../support/markup.ts';

/** Everything in every archive with its whole history, newest first, as whoever reads every class sees it. */
export async function readCustomers({ as }: World) {
  const manager = as('manager');
  const customers = [];
  for (const [id, archiveNo] of await listAll(manager)) {
    const record = await manager.customers.get({ id });
    if (record.access !== 'full') throw new Error(`${archiveNo} is closed to the manager`);
    const { index, input, version, completeness, missing, filingLag, responsible } = record;
    const history = (await manager.customers.history({ id })).map(
      ({ version: at, at: time, field, oldValue, newValue, reason, reasonText, by }) => ({
        version: at,
        at: time,
        field,
        oldValue,
        newValue,
        reason,
        reasonText,
        by,
      }),
    );
    customers.push({
      archiveNo,
      id,
      filedOn: index.filedOn,
      inForce: index.secrecy,
      input,
      version,
      completeness,
      missing,
      filingLag,
      responsible,
      createdAt: record.createdAt,
      updatedAt: record.updatedAt,
      history,
    });
  }
  return customers;
}

/** Ids that a reader sees whole, in the index alone, and not at all; what they may do to those they see whole. */
export async function readSight({ as }: World) {
  const all = (await listAll(as('manager'))).map(([id]) => id);
  const sightOf = async (caller: Caller) => {
    const seen = { full: [] as number[], index: [] as number[], hidden: [] as number[] };
    const may = { edit: [] as number[], classify: [] as number[], print: [] as number[] };
    for (const id of all) {
      const record = await caller.customers.get({ id }).catch(codeOf);
      if (record === 'customers.not_found') seen.hidden.push(id);
      else if (typeof record === 'string') throw new Error(record);
      else {
        seen[record.access].push(id);
        if (record.access === 'full')
          for (const act of ['edit', 'classify', 'print'] as const) if (record.may[act]) may[act].push(id);
      }
    }
    return { ...seen, may };
  };
  return { archivist: await sightOf(as('archivist')), developer: await sightOf(as('developer')) };
}

function codeOf(error: { cause?: { code?: string } }): string {
  return error.cause?.code ?? String(error);
}

const SORTS = ['name', 'archiveNo', 'filedOn', 'grade'] as const;

/** Ids of the whole list in every order, both ways. */
export async function readOrders({ as }: World) {
  const orderOf = async (caller: Caller, by: (typeof SORTS)[number], descending: boolean) => {
    const ids: number[] = [];
    for (let offset = 0; ; offset = ids.length) {
      const query = { sort: { by, descending }, start: { offset }, limit: 200 };
      const page = await caller.search.list(query);
      ids.push(...page.rows.map(({ id }) => id));
      if (page.next === null) return { total: page.total, ids };
    }
  };
  const orders: Record<string, unknown> = {};
  for (const reader of ['archivist', 'developer'] as const)
    for (const by of SORTS)
      for (const descending of [false, true])
        orders[`${reader} ${by} ${descending ? 'down' : 'up'}`] = await orderOf(as(reader), by, descending);
  return orders;
}

const VIEWS = {
  all: {},
  suppliers: { filters: { category: ['supplier'] } },
  closed: { filters: { secrecy: ['secret', 'top_secret'] } },
  searched: { text: '五金' },
} as const;

/** Counts beside the list, each dimension in the order of its codes. */
export async function readFacets({ as }: World) {
  const facets: Record<string, unknown> = {};
  for (const reader of ['archivist', 'developer', 'manager'] as const)
    for (const [view, query] of Object.entries(VIEWS)) {
      const asked = JSON.parse(JSON.stringify(query)) as Parameters<Caller['search']['facets']>[0];
      const { total, exact, dimensions, responsible } = await as(reader).search.facets(asked);
      const counts = Object.entries(dimensions).map(([name, list]) => [name, inOrder(list)]);
      facets[`${reader} ${view}`] = {
        total,
        exact,
        dimensions: Object.fromEntries(counts),
        responsible: inOrder(responsible),
      };
    }
  return facets;
}

function inOrder(counts: ReadonlyArray<{ code: string | number | null; count: number }>) {
  return counts
    .map(({ code, count }) => [code ?? 'none', count] as const)
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** What the places where a text is found were called in the answers of older programs. */
const CALLED_THEN: Readonly<Record<string, string>> = {
  formerNames: 'formerName',
  phones: 'phone',
  contacts: 'contact',
  indexTerms: 'indexTerm',
};

/** All that a text finds, the best first and the rest by id; with where the best was found. */
export async function readSearches({ desk, asked }: World) {
  const found = [];
  for (const [login, text] of asked.searches) {
    const query = { text, limit: 200, exactTotal: true };
    const { total, totalIsExact, results } = await desk.as(login).search.query(query);
    const ids = results.map(({ id }) => id);
    const fields = results[0]?.matched.map(({ field }) => CALLED_THEN[field] ?? field) ?? [];
    const rest = ids.slice(1).sort((a, b) => a - b);
    found.push({ login, text, total, totalIsExact, best: ids[0] ?? null, fields, rest });
  }
  return found;
}

export async function readSimilar({ as, asked }: World) {
  const found = [];
  for (const draft of asked.similar) {
    const same = await as('archivist').customers.similar(draft);
    found.push(same.map(({ id, archiveNo, name, why }) => ({ id, archiveNo, name, why })));
  }
  return found;
}

/** What stands on the cards, by the field it comes from. */
export async function readCards({ as, asked }: World) {
  const manager = as('manager');
  const lists = await manager.lists.all();
  const items = Object.values(lists).flat();
  const cards = [];
  for (const archiveNo of asked.cards) {
    const record = await manager.customers.getByArchiveNo({ archiveNo });
    if (record.access !== 'full') throw new Error(`${archiveNo} is closed to the manager`);
    const printed = await manager.prints.pages({ form: 'card', id: record.index.id });
    const { title, suggestedName } = printed;
    const html = markupOf(printed);
    const paper = textOf(html);
    const leaves = [
      ...leavesOf(record.input),
      ['filedOn', record.index.filedOn],
      ['responsible', record.responsible],
    ];
    const named = leaves.flatMap(([field, value]) => {
      const item = items.find(({ code }) => code === value);
      return [[field, value] as const, ...(item ? [[`${field} in words`, item.labelZh] as const] : [])];
    });
    const { province, city, district } = record.input;
    const places = [province, city, district].map((code) => (code ? placeName(code) : null));
    // The place that stands beside it is not repeated in the address.
    const printedOf = (field: string | null, value: string) =>
      field === 'address' ? addressWithin(value, places) : value;
    const found = named.filter(
      ([field, value]) =>
        typeof value === 'string' && value.length > 1 && paper.includes(squeezed(printedOf(field, value))),
    );
    cards.push({ archiveNo, title, suggestedName, shows: Object.fromEntries(found) });
  }
  return cards;
}

function leavesOf(value: unknown, path = ''): Array<readonly [path: string, leaf: unknown]> {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, member]) =>
    leavesOf(member, path === '' ? key : `${path}.${key}`),
  );
}

export const squeezed = (text: string) => text.replaceAll(/\s/g, '');

/** The text of a page without its markup and spaces: lines end where they do not in the archive. */
export function textOf(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  const text = html.replaceAll(/<style[^]*?<\/style>|<[^>]*>/g, '');
  return squeezed(text).replaceAll(/&(lt|gt|quot|#39|amp);/g, (whole, name: string) => named[name] ?? whole);
}

/** The whole list as a workbook: how many rows, and the first archives of each category, by the titles. */
export async function readExport({ as, desk, asked }: World) {
  const file = join(asked.scratch ?? '', 'list.xlsx');
  const token = desk.grant(asked.readers.archivist, file, 'write');
  const view = { sort: { by: 'archiveNo', descending: false } } as const;
  const counts = await as('archivist').customers.export({ token, view, ids: null, language: 'zh-CN' });
  const [titles = [], ...rows] = (await readXlsx(readFileSync(file))).sheets[0]?.rows ?? [];
  const named = rows.map((row) => {
    // A grade of a scale that the department has left may stand there by its name or its code.
    const { 等级: _, ...cells } = Object.fromEntries(
      row.map((cell, column) => [String(titles[column]), cell]),
    );
    return cells;
  });
  return { ...counts, rows: named.length, sample: named.filter((_, index) => index % 12 === 0) };
}

/** The same archives after the clock has moved on: the class in force of each that lapsed, and the counts. */
export async function readLater(world: World) {
  const { as, desk, asked } = world;
  const before = desk.clock.now();
  const classes = async () => {
    const pairs: Array<readonly [number, string]> = [];
    for (const [id] of await listAll(as('manager')))
      pairs.push([id, (await as('manager').customers.get({ id })).index.secrecy]);
    return new Map(pairs);
  };
  const then = await classes();
  desk.moveTo(asked.laterAt);
  try {
    const now = await classes();
    const lapsed = [...now].filter(([id, secrecy]) => then.get(id) !== secrecy);
    return { lapsed, facets: await readFacets(world), clock: await as('archivist').clock.check() };
  } finally {
    desk.moveTo(before);
  }
}

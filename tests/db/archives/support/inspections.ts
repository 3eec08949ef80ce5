/** What an archive shows of its inspections, and of what goes with them. */
import { REPAIR_STATES, type RepairState } from '../../../../db/domain/repair.ts';
import { TEST_SCOPES } from '../../../../db/domain/properties.ts';
import type { WalkFilter } from '../../../../db/features/inspections/walk.ts';
import type { Caller } from '../../../../db/router/dispatch.ts';
import { markupOf } from '../../../support/markup.ts';
import { unzip } from '../../documents/support.ts';
import { squeezed, textOf } from './records.ts';
import type { World } from './world.ts';

/** 检查台账, and each inspection of it as those see it who inspect and who sign last. */
export async function readInspections({ as }: World) {
  const inspections = as('archivist').inspections;
  const register = await inspections.list();
  const opened = [];
  for (const { id } of register) {
    const { line, ...rest } = await inspections.get({ id });
    const steps = line.map(({ rule: _wording, ...step }) => step);
    const { open } = await as('manager').inspections.get({ id });
    const changes = await inspections.changes({ id });
    opened.push({ ...rest, steps, managerMay: open, levels: await inspections.levels({ id }), changes });
  }
  return { register, opened, people: await inspections.people() };
}

/** Lists of few archives are written down whole, of the others every twelfth line. */
const LISTS: ReadonlyArray<readonly [filter: WalkFilter, every: number]> = [
  ['open', 1],
  ['found', 1],
  ['on_loan', 1],
  ['missing', 1],
  ['misplaced', 1],
  ['in_place', 12],
];

/** What was noted of archives, by how they were found; with how many there are. */
export async function readEntries({ as }: World) {
  const entries: Record<string, unknown> = {};
  for (const { id } of await as('archivist').inspections.list())
    for (const [filter, every] of LISTS) {
      const { lines, total } = await linesOf(as('archivist'), id, filter);
      entries[`${id} ${filter}`] = { total, lines: lines.filter((_, index) => index % every === 0) };
    }
  return entries;
}

async function linesOf(caller: Caller, id: number, filter: WalkFilter) {
  const lines = [];
  for (;;) {
    const page = await caller.inspections.filtered({ id, filter, from: lines.length });
    lines.push(...page.lines);
    if (page.lines.length === 0 || lines.length >= page.total) return { lines, total: page.total };
  }
}

/** The record of each signed inspection: its tables by their rows, and whether all of that stands on its pages. */
export async function readRecordForms({ as }: World) {
  const { inspections, prints } = as('archivist');
  const records = [];
  for (const { id, state, signatures } of await inspections.list()) {
    if (state !== 'signed') continue;
    const asked = { form: 'inspection_record', id };
    const pages = await prints.pages(asked);
    const paper = textOf(markupOf(pages));
    const { base64 } = await prints.docx(asked);
    const rows = rowsOf(unzip(Buffer.from(base64, 'base64')).get('word/document.xml')?.toString() ?? '');
    const lacking = rows.filter((cells) => !paper.includes(squeezed(cells.join(''))));
    const unsigned = signatures.filter(({ person }) => !paper.includes(person));
    const { title, suggestedName } = pages;
    // It binds the paper to the log: 36 digits.
    const anchor = /(?<!\d)\d{36}(?!\d)/.exec(paper)?.[0];
    records.push({ id, title, suggestedName, anchor, rows, lacking, unsigned });
  }
  return records;
}

/** Rows about an archive or a room; titles and sentences are the program's. */
function rowsOf(xml: string): string[][] {
  const rows = xml.split('<w:tr>').slice(1);
  const cells = rows.map((row) =>
    row
      .split('<w:tc>')
      .slice(1)
      .map((cell) => cell.replaceAll(/<[^>]*>/g, '')),
  );
  return cells.filter(([first = '']) => /-\d{4}$|.库房$/.test(first));
}

/** Repairs in every state with all that happened to each, as two readers see them. */
export async function readRepairs({ as }: World) {
  const repairs: Record<string, unknown> = {};
  for (const reader of ['archivist', 'manager'] as const)
    for (const state of REPAIR_STATES) repairs[`${reader} ${state}`] = await repairsOf(as(reader), state);
  return repairs;
}

async function repairsOf({ repairs }: Caller, state: RepairState) {
  const filter = { state, kinds: [], rooms: [], overdue: false };
  const { rows } = await repairs.list({ ...filter, after: null, limit: 200 });
  const opened = [];
  for (const { id } of rows) opened.push(await repairs.get({ id }));
  return { counts: await repairs.counts(filter), opened };
}

/** The climate of every room up to the day; how a curve is drawn is the window's affair. */
export async function readEnvironment({ as, desk }: World) {
  const { environment } = as('archivist');
  const rooms = await environment.rooms();
  const climates: Record<string, unknown> = {};
  for (const { room } of rooms) {
    const asked = { room, from: '2026-02-15', to: desk.clock.today() };
    const { points: _drawn, ...climate } = await environment.get(asked);
    climates[room] = climate;
  }
  return { rooms, climates };
}

/** Tests of the four properties with what was said about what failed, and the list of staff. */
export async function readProperties({ as }: World) {
  const { properties } = as('manager');
  const { rows } = await properties.list({ scopes: [...TEST_SCOPES], limit: 200 });
  const tests = [];
  for (const { id } of rows) tests.push(await properties.get({ id }));
  return { tests, staff: await properties.staff() };
}

/** What is printed to walk the shelves with: labels for the folders, and lists for those who go without a computer. */
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { LABELS_A_SHEET } from '../../domain/document/labels.ts';
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import { codeOf } from '../../domain/folder-code.ts';
import { shelfText } from '../../domain/text/shelf-text.ts';
import { formWithOptions } from '../../work/subject.ts';
import { iterateOnShelves, readIdsOnShelves, readOnShelves, type OnShelf } from '../customers/service.ts';
import { frameOf, word } from '../prints/service.ts';
import { chosenIds, chosenSchema } from '../search/service.ts';
import { requireInspection } from './flow.ts';
import { numberOf, periodText } from './record-form.ts';
import { readInspected } from './store.ts';

const labelOptions = z.strictObject({
  sheet: z.enum(LABELS_A_SHEET).default('65'),
  /** How many are gone from the first sheet. */
  start: z.int().min(0).max(64).default(0),
  /** The archives chosen; absent: all. Either way in the order of the shelves, by which they are stuck on. */
  ids: z.array(z.int().positive()).min(1).max(20_000).optional(),
  /** The same of a list that is chosen as a whole. */
  chosen: chosenSchema.optional(),
});

/** Labels at once: more sheets than anybody sticks on in a day. */
const MOST_LABELS = 20_000;

/** 案卷标签: the code for the scanner, 档号 and name. The id says nothing. Error: `inspections.too_many_labels` {most}. */
export const labelsForm = formWithOptions(labelOptions, {
  name: 'inspection_labels',
  permission: 'inspections.print',
  read(ctx, db, _id, frame, { sheet, start, chosen, ids = chosen && atMost(chosenIds(ctx, chosen)) }) {
    const today = ctx.clock.today();
    const archives = ids ? readOnShelves(db, onShelves(db, ids), today) : allOnShelves(db, today);
    if (archives.length === 0) throw new AppError('inspections.no_labels');
    const document = documentSchema.parse({
      ...frameOf({ ...frame, paper: { size: 'A4', landscape: false } }),
      frame: 'none',
      watermark: null,
      title: word('inspection_labels.title'),
      formNo: null,
      number: null,
      date: null,
      subject: null,
      secrecyMark: null,
      blocks: [
        {
          kind: 'labels',
          sheet,
          start,
          items: archives.map(({ id, archiveNo, name }) => ({
            code: codeOf(id),
            text: archiveNo,
            second: name,
          })),
        },
      ],
    });
    return { document, object: 'list', secrecy: null };
  },
});

/** Some archives in the order of the shelves, each once. */
function onShelves(db: ReadableDb, ids: readonly number[]): number[] {
  const chosen = new Set(ids);
  return Array.from(readIdsOnShelves(db)).filter((id) => chosen.has(id));
}

function allOnShelves(db: ReadableDb, today: string): OnShelf[] {
  return atMost(iterateOnShelves(db, today));
}

function atMost<One>(found: Iterable<One>): One[] {
  const all: One[] = [];
  for (const one of found) {
    if (all.length === MOST_LABELS) throw new AppError('inspections.too_many_labels', { most: MOST_LABELS });
    all.push(one);
  }
  return all;
}

const walkOptions = z.strictObject({
  /** Only that room, or that cabinet of it. */
  room: z.string().max(20).nullable().optional(),
  cabinet: z.string().max(20).nullable().optional(),
  /** Only what is not looked at yet. */
  open: z.boolean().default(true),
});

/** 走查清单: in the order of the shelves, a table for each level, with boxes to tick and the code to scan afterwards. */
export const walkForm = formWithOptions(walkOptions, {
  name: 'inspection_walk_list',
  permission: 'inspections.print',
  read(ctx, db, id, frame, options) {
    const inspection = requireInspection(db, id);
    const inspected = new Set(options.open ? readInspected(db, id) : []);
    const levels = new Map<string, OnShelf[]>();
    for (const archive of iterateOnShelves(db, ctx.clock.today()))
      if (!inspected.has(archive.id) && isWanted(archive, options)) put(levels, archive);
    const count = [...levels.values()].reduce((sum, { length }) => sum + length, 0);
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('inspection_walk_list.title'),
      formNo: null,
      number: { label: word('inspection.number'), value: numberOf(inspection) },
      date: { label: word('inspection_walk_list.count'), value: String(count) },
      subject: periodText(inspection.period),
      secrecyMark: null,
      blocks: [
        ...(count === 0 ? [NOTHING_LEFT] : []),
        ...[...levels].map(([level, archives]) => levelBlock(level, archives)),
        SIGNATURES,
      ],
    });
    return { document, object: `inspection:${id}`, secrecy: null };
  },
});

function isWanted({ shelf }: OnShelf, { room, cabinet }: z.infer<typeof walkOptions>): boolean {
  if (room !== undefined && (shelf === null || shelf.room !== room)) return false;
  return cabinet === undefined || cabinet === null || shelf?.cabinet === cabinet;
}

function put(levels: Map<string, OnShelf[]>, archive: OnShelf): void {
  const { shelf } = archive;
  const level = shelf
    ? shelfText({ room: shelf.room, cabinet: shelf.cabinet, level: shelf.level })
    : word('inspection_walk_list.no_place');
  const archives = levels.get(level);
  if (archives) archives.push(archive);
  else levels.set(level, [archive]);
}

const NOTHING_LEFT: BlockInput = { kind: 'paragraphs', texts: [word('inspection_walk_list.nothing_left')] };
const SIGNATURES: BlockInput = {
  kind: 'signatures',
  items: [{ role: word('inspection.inspector') }, { role: word('inspection_walk_list.entered_by') }],
};

/** Columns with their shares of the width. */
const COLUMNS = [
  ['position', 5],
  ['archive_no', 20],
  ['name', 24],
  ['in_place', 5],
  ['on_loan', 5],
  ['missing', 5],
  ['misplaced', 5],
  ['findings', 18],
  ['code', 26],
] as const;

/** An empty box to tick. */
const BOX = '□';

function levelBlock(level: string, archives: readonly OnShelf[]): BlockInput {
  return {
    kind: 'table',
    title: word('inspection_walk_list.level', { level, count: archives.length }),
    columns: COLUMNS.map(([key, weight]) => ({
      title: word(`inspection_walk_list.${key}`),
      weight,
      align: ['archive_no', 'name', 'findings'].includes(key) ? 'left' : 'center',
      kind: key === 'code' ? 'code' : 'text',
    })),
    rows: archives.map(({ id, archiveNo, name, shelf }) => [
      shelf ? String(shelf.position) : '',
      archiveNo,
      name,
      BOX,
      BOX,
      BOX,
      BOX,
      '',
      codeOf(id),
    ]),
  };
}

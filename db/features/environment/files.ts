/** Files of loggers: looked at, mapped, brought in. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { cellText } from '../../domain/cells/text.ts';
import {
  guessMapping,
  MOST_COLUMNS,
  partTable,
  readLogger,
  STORED_MAPPING,
  type LoggerTable,
  type Mapping,
} from '../../domain/environment/logger.ts';
import { MOST_READINGS } from '../../domain/environment/readings.ts';
import { AppError } from '../../domain/errors.ts';
import { read, write } from '../../domain/stored-json.ts';
import { visibleLine } from '../../domain/text/entered.ts';
import type { MutationContext } from '../../work/context.ts';
import { closeFile } from '../../work/opened-file.ts';
import { readTableFor } from '../import/service.ts';
import { comparedWith, recordBatch } from './service.ts';
import * as store from './store.ts';

const MOST_BYTES = 16 * 1024 * 1024;
/** What may stand above the titles, with the titles. */
const ROWS_ABOVE = 100;
const MOST_CELL = 200;
const SHOWN_ROWS = 5;
/** The file that is looked at, until it is brought in. */
const FILE = 'environment';

interface LoggerFile extends LoggerTable {
  readonly fileName: string;
}

/** Errors: `environment.file_too_large`, `environment.not_text`, `environment.no_times`, and those of the import's reader. */
async function readFile(ctx: MutationContext, token: string): Promise<LoggerFile> {
  const path = ctx.openedFile(FILE, token);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES)
    throw new AppError('environment.file_too_large', { most: MOST_BYTES / 1024 / 1024 });
  const rows: Array<{ row: number; cells: string[] }> = [];
  const request = { path, sheet: '', maxRows: MOST_READINGS + ROWS_ABOVE };
  const { kind } = await readTableFor(ctx, request, (some) => {
    for (const { row, cells } of some) {
      const texts = Array.from(cells.slice(0, MOST_COLUMNS), (cell) =>
        visibleLine(cellText(cell ?? null).slice(0, MOST_CELL)),
      );
      rows.push({ row, cells: texts });
    }
  });
  if (kind !== 'text') throw new AppError('environment.not_text');
  return { ...partTable(rows), fileName: visibleLine(basename(path)) };
}

/** Titles as the next file is known by; null for a file without. */
function titlesKey({ titles }: LoggerTable): string | null {
  return titles.some((title) => title.trim() !== '')
    ? JSON.stringify(titles.map((title) => title.trim()))
    : null;
}

function mappingFor(
  ctx: MutationContext,
  table: LoggerTable,
): { mapping: Partial<Mapping>; remembered: boolean } {
  const key = titlesKey(table);
  const text = key === null ? undefined : store.findMapping(ctx.reader, key);
  const stored = text === undefined ? null : read(STORED_MAPPING, text);
  // Which number is the day is said of each file anew.
  if (stored?.ok) return { mapping: { ...stored.value, order: null }, remembered: true };
  return { mapping: guessMapping(table), remembered: false };
}

/**
 * What a file holds and what would come of it, with the columns as they are given, remembered or guessed. Writes nothing.
 * `problem` is what keeps it from being brought in, day and month that could be either among them.
 */
export async function previewFile(
  ctx: MutationContext,
  { token, room, mapping: given }: { token: string; room: string; mapping: Mapping | null },
) {
  const file = await readFile(ctx, token);
  const { mapping, remembered } = given ? { mapping: given, remembered: false } : mappingFor(ctx, file);
  const { fileName, titles, rows } = file;
  const shown = {
    fileName,
    titles,
    rows: rows.length,
    sample: rows.slice(0, SHOWN_ROWS).map(({ cells }) => cells),
    mapping,
    remembered,
  };
  if (mapping.date === undefined) return { ...shown, found: null, problem: null };
  const whole: Mapping = {
    date: mapping.date,
    time: null,
    temperature: null,
    humidity: null,
    order: null,
    ...mapping,
  };
  try {
    const { readings, ...said } = readLogger(file, whole);
    const [first, last] = [readings[0], readings.at(-1)];
    const found = { ...said, count: readings.length, from: first?.at ?? 0, to: last?.at ?? 0 };
    return { ...shown, found: { ...found, ...comparedWith(ctx, { room, readings }) }, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...shown, found: null, problem: { code: error.code, data: error.data } };
  }
}

/** 导入. Errors: those of `readLogger` and `recordBatch`. */
export async function bringFile(
  ctx: MutationContext,
  { token, room, mapping }: { token: string; room: string; mapping: Mapping },
) {
  const file = await readFile(ctx, token);
  const { readings, ...said } = readLogger(file, mapping);
  const titles = titlesKey(file) ?? undefined;
  const kept = titles === undefined ? {} : { titles, mapping: write(STORED_MAPPING, mapping) };
  const brought = ctx.transaction((db) => {
    const { known, differing } = comparedWith(ctx, { room, readings });
    const id = recordBatch(db, ctx, { room, source: 'csv', readings, ...kept });
    return { id, count: readings.length, known, differing, ...said };
  });
  closeFile(ctx.held, FILE);
  return brought;
}

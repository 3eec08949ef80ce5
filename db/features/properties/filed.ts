/** 归档检测: archives are tested once they are filed (rules.md D5), each with its number, index entry, card and history. */
import program from '../../../package.json' with { type: 'json' };
import { getMeta } from '../../connection/meta.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import type { PropertyCheck, PropertyResult } from '../../domain/properties.ts';
import type { LongRead, ReadContext } from '../../work/long-reads.ts';
import { hasRowOf } from '../../work/log/store.ts';
import { countFiledLines, iterateCards, lastCustomerId, listNumbersBetween } from '../customers/service.ts';
import { hasEntry } from '../search/service.ts';
import { authenticity, integrity, usability } from './checks.ts';
import { counted, frameOf, NONE_YET, type Counted } from './look.ts';
import * as store from './store.ts';

/** Archives from the first to the last, by their numbers. */
export interface FiledRange {
  readonly first: number;
  readonly last: number;
}

/** What was filed and not tested yet; null for nothing. Archives of before there were tests are for the test of all. */
export function findUntested(db: ReadableDb): FiledRange | null {
  const before = Math.max(store.lastTested(db) ?? 0, Number(getMeta(db, 'tested_from') ?? 0));
  const last = lastCustomerId(db);
  return last > before ? { first: before + 1, last } : null;
}

type Looks = Pick<ReadContext, 'reader' | 'facts' | 'clock'>;

/** Of many it is done away from the vault's thread. */
export const filedTest: LongRead<FiledRange, PropertyResult> = {
  name: 'properties.filed',
  isPatient: true,
  run: (ctx, range) => lookAtFiled(ctx, range, (done) => ctx.progress(done, range.last - range.first + 1)),
};

/** Archives between two words of progress. */
const STEP = 100;

export function lookAtFiled(
  ctx: Looks,
  { first, last }: FiledRange,
  onArchive: (done: number) => void = () => {},
): PropertyResult {
  const { reader } = ctx;
  let [complete, cards, entries, histories] = [NONE_YET, NONE_YET, NONE_YET, NONE_YET];
  for (const { id, archiveNo, missing, card } of iterateCards(
    reader,
    { after: first - 1, upTo: last },
    ctx.clock.today(),
    frameOf(ctx),
  )) {
    complete = counted(complete, missing.length === 0, archiveNo);
    cards = counted(cards, card !== null, archiveNo);
    entries = counted(entries, hasEntry(reader, id), archiveNo);
    histories = counted(histories, isFiledByLog(reader, id, ctx.facts.trial), archiveNo);
    if (cards.looked % STEP === 0) onArchive(cards.looked);
  }
  let numbers = NONE_YET;
  for (const { archiveNo, isRight } of listNumbersBetween(reader, first, last))
    numbers = counted(numbers, isRight, archiveNo);
  return {
    checks: [
      authenticity(checkOf('first_history', histories)),
      integrity(checkOf('required_fields', complete)),
      integrity(checkOf('number', numbers)),
      usability(checkOf('index_entry', entries)),
      usability(checkOf('cards', cards)),
    ],
    head: null,
    program: program.version,
  };
}

/** Trial data in quantity has one row of the log for all. */
function isFiledByLog(db: ReadableDb, id: number, isTrial: boolean): boolean {
  return countFiledLines(db, id) === 1 && (isTrial || hasRowOf(db, 'customers.create', `customer:${id}`));
}

export function checkOf(
  name: string,
  { looked, problems, first }: Counted,
): Omit<PropertyCheck, 'property' | 'note'> {
  return { name, scope: looked, ok: problems === 0, detail: { rows: looked, problems, first } };
}

import type { ReadableDb } from '../../connection/handles.ts';
import { archiveNoIn, DEFAULT_PATTERN, isSeriesOf } from '../../domain/archive-no.ts';
import type { VaultFacts } from '../../work/context.ts';
import * as store from '../../work/log/store.ts';
import type { Series } from '../../work/numbers.ts';
import { iterateNumbers } from '../customers/service.ts';
import type { Check } from './finding.ts';

/** Counts what is wrong with numbers and keeps the first one. */
class Numbers {
  problems = 0;
  first = '';

  note(number: string, times = 1): void {
    if (times < 1) return;
    if (this.problems === 0) this.first = number;
    this.problems += times;
  }
}

/**
 * Each series holds as many archives as it gave numbers, from 1, none missing and none twice; each 档号 is that of its
 * place in its series, and each series one of the pattern that the log's first row names (rules.md A6).
 */
export function checkNumbers(
  db: ReadableDb,
  { fonds, archiveNoPattern }: Pick<VaultFacts, 'fonds' | 'archiveNoPattern'>,
  series: readonly Series[],
): Check {
  const wrong = new Numbers();
  if ((store.foundingReason(db) ?? DEFAULT_PATTERN) !== archiveNoPattern) wrong.note(archiveNoPattern);
  const byId = new Map(series.map((one) => [one.id, { ...one, seen: 0 }]));
  for (const { scope } of series) if (!isSeriesOf(scope, archiveNoPattern, fonds)) wrong.note(scope);
  let rows = 0;
  for (const { archiveNo, series: id, serial } of iterateNumbers(db)) {
    rows += 1;
    const own = id === null ? undefined : byId.get(id);
    if (!own || serial === null) {
      wrong.note(archiveNo);
      continue;
    }
    // They come in order, so what is passed over is missing.
    wrong.note(archiveNoIn(own.scope, own.seen + 1), serial - own.seen - 1);
    if (serial <= own.seen || serial > own.last || archiveNoIn(own.scope, serial) !== archiveNo)
      wrong.note(archiveNo);
    own.seen = serial;
  }
  for (const { scope, last, seen } of byId.values()) wrong.note(archiveNoIn(scope, seen + 1), last - seen);
  const { problems, first } = wrong;
  const detail = { rows, series: series.length, problems, first };
  return { name: 'archive_numbers', ok: problems === 0, detail };
}

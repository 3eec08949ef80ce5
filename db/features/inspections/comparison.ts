import { isSeen } from '../../domain/inspection.ts';
import { DEGREES, type Degree, type FindingKind } from '../../domain/finding.ts';
import type { InspectionRecord, RecordRow } from './record.ts';

/** A finding of two half-years that follow one another. */
export interface FoundTwice {
  readonly row: RecordRow;
  readonly kind: FindingKind;
  readonly before: Degree;
  readonly now: Degree;
}

/** What an inspection tells beside the one before. */
export interface Comparison {
  /** Found before, and worse now. */
  readonly worse: readonly FoundTwice[];
  /** Found before, and no better. */
  readonly again: readonly FoundTwice[];
  /** Nobody has seen them in either. */
  readonly unseen: readonly Unseen[];
}

/** As much of an archive as the records tell of it; no outcome where nobody looked for it now (未完成). */
export type Unseen = Pick<RecordRow, 'archiveNo' | 'name' | 'place'> & {
  readonly outcome: RecordRow['outcome'] | null;
};

/** How a half-year came out in the end: what its addenda gathered stands in place of what was noted before. */
export function withAddenda(
  record: InspectionRecord,
  addenda: readonly InspectionRecord[],
): InspectionRecord {
  const rows = new Map([record, ...addenda].flatMap((one) => one.rows).map((row) => [row.archiveNo, row]));
  const unfinished = record.unfinished?.filter((archiveNo) => !rows.has(archiveNo)) ?? null;
  return { ...record, rows: [...rows.values()], unfinished };
}

/** Compares a record with that of the half-year before (D1, D2): archives are told by their 档号, which never changes. */
export function compareRecords(now: InspectionRecord, before: InspectionRecord): Comparison {
  const earlier = new Map(before.rows.map((row) => [row.archiveNo, row]));
  const twice = now.rows.flatMap((row) => foundTwice(row, earlier.get(row.archiveNo)));
  const rank = (degree: Degree) => DEGREES.indexOf(degree);
  return {
    worse: twice.filter((one) => rank(one.now) > rank(one.before)),
    again: twice.filter((one) => rank(one.now) <= rank(one.before)),
    unseen: unseenInBoth(now, before, earlier),
  };
}

function unseenInBoth(
  now: InspectionRecord,
  before: InspectionRecord,
  earlier: ReadonlyMap<string, RecordRow>,
): Unseen[] {
  const leftOut = new Set(before.unfinished);
  const wasUnseen = (archiveNo: string) => {
    const known = earlier.get(archiveNo);
    return known ? !isSeen(known) : leftOut.has(archiveNo);
  };
  const unlooked = (now.unfinished ?? []).map((archiveNo): Unseen => {
    const { name = '', place = '' } = earlier.get(archiveNo) ?? {};
    return { archiveNo, name, place, outcome: null };
  });
  const unseen = now.rows.filter((row) => !isSeen(row));
  return [...unseen, ...unlooked].filter(({ archiveNo }) => wasUnseen(archiveNo));
}

function foundTwice(row: RecordRow, before: RecordRow | undefined): FoundTwice[] {
  return row.findings.flatMap(({ kind, degree: now }) => {
    const known = before?.findings.find((one) => one.kind === kind);
    return known ? [{ row, kind, before: known.degree, now }] : [];
  });
}

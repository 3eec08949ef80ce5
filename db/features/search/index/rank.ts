/** Grades are told apart in the rank as far as this many places of a scale. */
const UNGRADED = 7;
const STOPPED = 8;
const ID_SPACE = 2 ** 32;

/** Place of each grade on its scale, best first, 0 to 6. */
export type GradeWeights = ReadonlyMap<string, number>;

export function toWeights(grades: ReadonlyArray<{ code: string; position: number }>): GradeWeights {
  return new Map(
    grades.map(({ code, position }) => [code, Math.min(Math.max(position - 1, 0), UNGRADED - 1)]),
  );
}

/**
 * The stored rank, smallest first: customers no longer dealt with last, then by grade, then the newest
 * archive first. It is the entry's place in the index, so the best are met first and a search can stop.
 */
export function positionOf(
  row: { id: number; grade: string | null; status: string | null },
  weights: GradeWeights,
): number {
  const grade = row.grade === null ? UNGRADED : (weights.get(row.grade) ?? UNGRADED);
  const tier = (row.status === 'stopped' ? STOPPED : 0) + grade;
  return tier * ID_SPACE + (ID_SPACE - 1 - row.id);
}

/** The customer at a place in the index. */
export function idAt(position: number): number {
  return ID_SPACE - 1 - (position % ID_SPACE);
}

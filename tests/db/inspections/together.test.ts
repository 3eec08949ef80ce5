import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { aSheet, goTo, levelOf, openShelved, scanned, wrongOf } from './support.ts';

const LEVEL = levelOf('A');
const COUNT = 12;
const INSPECTORS = ['archivist', 'supervisor'] as const;
type Inspector = (typeof INSPECTORS)[number];

/** What somebody on the level does next, and how long they take before: turns that the other may use. */
const aStep = fc.record({
  do: fc.constantFrom('scan', 'scan', 'scan', 'note', 'confirm', 'sample'),
  archive: fc.integer({ min: 1, max: COUNT }),
  after: fc.nat({ max: 40 }),
});
type Step = typeof aStep extends fc.Arbitrary<infer One> ? One : never;

/** What came of an act that wrote, or was told that somebody was quicker. */
type Told =
  | { readonly kind: 'wrote'; readonly id: number; readonly by: Inspector }
  | { readonly kind: 'already'; readonly id: number; readonly by: string; readonly no: number }
  | { readonly kind: 'confirmed'; readonly count: number; readonly by: Inspector }
  | { readonly kind: 'refused'; readonly code: string };

async function scan(vault: TestVault, by: Inspector, id: number): Promise<Told> {
  const { already, entry } = await scanned(vault, id, LEVEL, by);
  return already ? { kind: 'already', id, by: entry.by, no: entry.no } : { kind: 'wrote', id, by };
}

async function take(vault: TestVault, by: Inspector, step: Step): Promise<Told[]> {
  const { inspections } = vault.as(by);
  const id = step.archive;
  if (step.do === 'scan') return [await scan(vault, by, id)];
  if (step.do === 'note') {
    await inspections.note({ id, no: 0, sheet: aSheet({}) });
    return [{ kind: 'wrote', id, by }];
  }
  if (step.do === 'sample') {
    const told: Told[] = [];
    for (const drawn of (await inspections.planLevel({ level: LEVEL })).toScan)
      told.push(await scan(vault, by, drawn.id));
    return told;
  }
  const { confirmed } = await inspections.confirmLevel({ level: LEVEL });
  return [{ kind: 'confirmed', count: confirmed, by }];
}

/** One inspector's afternoon; what is refused because the other was quicker is told and no more. */
async function walk(vault: TestVault, by: Inspector, steps: readonly Step[], told: Told[]): Promise<void> {
  for (const step of steps) {
    for (let turn = 0; turn < step.after; turn += 1) await Promise.resolve();
    try {
      told.push(...(await take(vault, by, step)));
    } catch (error) {
      const { code } = (error as { cause: { code: string } }).cause;
      told.push({ kind: 'refused', code });
    }
  }
}

const QUICKER = new Set(['inspections.entry_changed', 'inspections.sample_first', 'inspections.level_done']);
/** Both go on until nothing of the level is left. */
const TO_THE_END: readonly Step[] = [
  { do: 'sample', archive: 1, after: 0 },
  { do: 'sample', archive: 1, after: 3 },
  { do: 'confirm', archive: 1, after: 0 },
];

test(
  'two at once on one level: each archive is noted once, and the second is told who was first',
  { timeout: 900_000 },
  async () => {
    const steps = fc.array(aStep, { minLength: 3, maxLength: 20 });
    const seen = { already: 0, refused: 0, level: 0 };
    await fc.assert(
      fc.asyncProperty(steps, steps, async (one, other) => {
        await using vault = await openShelved(COUNT, [LEVEL]);
        await goTo(vault, '2026-06-01');
        await vault.signIn(...INSPECTORS);
        const told: Told[] = [];
        const [archivist, supervisor] = INSPECTORS;
        await Promise.all([
          walk(vault, archivist, [...one, ...TO_THE_END], told),
          walk(vault, supervisor, [...other, ...TO_THE_END], told),
        ]);
        const { reader } = vault.opened.handles;
        const rows = reader.rows<{ id: number; no: number; way: string; name: string }>(
          `select customer_id as id, no, way, login as name from inspection_entry
           join account on account.id = account_id order by 1, 2`,
        );
        expect(rows.map(({ id, no }) => [id, no])).toEqual(
          Array.from({ length: COUNT }, (_, index) => [index + 1, 1]),
        );
        const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
        const isTrue = (line: Told) => {
          if (line.kind === 'wrote') return nameOf.get(line.id) === line.by;
          if (line.kind === 'already') return line.no === 1 && nameOf.get(line.id) === line.by;
          return line.kind !== 'refused' || QUICKER.has(line.code);
        };
        expect(told.filter((line) => !isTrue(line))).toEqual([]);
        for (const line of told) {
          if (line.kind === 'already' || line.kind === 'refused') seen[line.kind] += 1;
          if (line.kind === 'confirmed') seen.level += line.count;
        }
        const wrote = told.filter(({ kind }) => kind === 'wrote').length;
        const levels = told.flatMap((line) => (line.kind === 'confirmed' ? [line] : []));
        const onLevel = rows.filter(({ way }) => way === 'level');
        expect(levels.map(({ count }) => count).reduce((a, b) => a + b, 0)).toBe(onLevel.length);
        expect(wrote + onLevel.length).toBe(COUNT);
        const acts = reader.value(
          "select count(*) from audit where action like 'inspections.note%' and decision = 'allow'",
        );
        expect(acts).toBe(wrote + levels.length);
        expect(await wrongOf(vault)).toEqual([]);
      }),
      { numRuns: shareOf(200, 10) },
    );
    // They did get in each other's way.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  },
);

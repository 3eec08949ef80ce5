import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpack } from '../../../db/features/inspections/packed-record.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { aSheet, fileAt, goTo, levelOf, openShelved, scanAll, scanned, signAll, wrongOf } from './support.ts';

const LEVELS = [levelOf('A'), levelOf('B'), levelOf('B', 2)] as const;
const aLevel = fc.constantFrom(...LEVELS);
const anArchive = fc.nat({ max: 30 });

/** What may happen while an inspection runs. */
const aStep = fc.oneof(
  fc.record({ do: fc.constant('file' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('move' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('rename' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('scan' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('lose' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('lend' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('right' as const), level: aLevel, archive: anArchive }),
  fc.record({ do: fc.constant('level' as const), level: aLevel, archive: anArchive }),
);
type Step = typeof aStep extends fc.Arbitrary<infer One> ? One : never;

async function take(vault: TestVault, step: Step, count: number): Promise<number> {
  const { inspections, customers } = vault.as('archivist');
  const id = 1 + (step.archive % count);
  const { id: inspection = 0 } = (await inspections.current()).inspection ?? {};
  const { entry } = await inspections.sheet({ id: inspection, customerId: id });
  const no = entry?.no ?? 0;
  const noted = (sheet: Parameters<typeof aSheet>[0]) => inspections.note({ id, no, sheet: aSheet(sheet) });
  if (step.do === 'file') {
    await fileAt(vault, step.level, 100 + count);
    return count + 1;
  }
  if (step.do === 'scan') await scanned(vault, id, step.level);
  else if (step.do === 'lose') await noted({ outcome: 'missing' });
  else if (step.do === 'lend') await noted({ outcome: 'on_loan', borrower: '市场部' });
  else if (step.do === 'right') {
    if (entry?.sheet.outcome === 'misplaced' && entry.sheet.putRight === null)
      await inspections.putRight({ id, no, how: 'registered' });
  } else if (step.do === 'level') {
    for (const drawn of (await inspections.planLevel({ level: step.level })).toScan)
      await scanned(vault, drawn.id, step.level);
    const { ready } = await inspections.planLevel({ level: step.level });
    if (ready.length > 0) await inspections.confirmLevel({ level: step.level });
  } else {
    const record = await customers.get({ id });
    if (record.access !== 'full') throw new Error('closed');
    const { input, version } = record;
    const change =
      step.do === 'rename'
        ? { name: `${input.name}改` }
        : { shelf: { ...step.level, position: 200 + step.archive } };
    await customers.update({ id, version, input: { ...input, ...change }, reason: null });
  }
  return count;
}

test(
  'whatever is filed, moved, lent, lost or found meanwhile, each archive has one outcome in the end',
  {
    timeout: 600_000,
  },
  async () => {
    const steps = fc.array(aStep, { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        await using vault = await openShelved(2, LEVELS);
        await goTo(vault, '2026-06-01');
        let count = 6;
        for (const step of taken) count = await take(vault, step, count);
        await scanAll(vault);
        const { inspections } = vault.as('archivist');
        const { id = 0, ...line } = (await inspections.current()).inspection ?? {};
        expect(line).toMatchObject({ total: count, inspected: count });
        const { outcomes, byWay } = await inspections.get({ id });
        const sum = (counts: Readonly<Record<string, number>>) =>
          Object.values(counts).reduce((a, b) => a + b, 0);
        expect([sum(outcomes), sum(byWay)]).toEqual([count, count]);
        await signAll(vault, id);
        const { reader } = vault.opened.handles;
        const content = reader.value<Uint8Array>('select content from inspection_record');
        const numbers = (content && unpack(content)?.rows.map(({ archiveNo }) => archiveNo)) ?? [];
        const living = reader.rows<{ archive_no: string }>('select archive_no from customer order by 1');
        expect(numbers.toSorted()).toEqual(living.map(({ archive_no }) => archive_no));
        expect(await wrongOf(vault)).toEqual([]);
      }),
      { numRuns: shareOf(100, 4) },
    );
  },
);

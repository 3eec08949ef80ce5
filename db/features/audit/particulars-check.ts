import type { ReadContext } from '../../work/long-reads.ts';
import { sameBytes } from '../../work/digest.ts';
import { listStrays } from '../accounts/service.ts';
import { listStraySeries } from '../../work/numbers.ts';
import type { Check } from './finding.ts';
import type { LoggedParticulars } from './logged-particulars.ts';
import { readParticulars } from './particulars.ts';

/**
 * The vault itself, each list and the settings are as the last row on them says, and the log tells of no other;
 * people and departments are there through accounts alone.
 */
export function checkParticulars(
  { reader, hash }: Pick<ReadContext, 'reader' | 'hash'>,
  logged: LoggedParticulars,
): Check {
  const { since, founded, broken } = logged;
  const wrong: string[] = broken.first === null ? [] : [`row:${broken.first}`];
  const found = readParticulars(reader);
  if (since > 0) {
    for (const { object, facts } of found) {
      const said = logged.get(object)?.hash;
      if (!said || !sameBytes(said, hash(facts))) wrong.push(object);
    }
    const there = new Set(found.map(({ object }) => object));
    for (const object of logged.objects()) if (!there.has(object)) wrong.push(object);
    wrong.push(...listStrays(reader), ...listStraySeries(reader));
  }
  const detail = { rows: found.length, since };
  const [first] = wrong;
  if (first !== undefined)
    return { name: 'particulars', ok: false, detail: { ...detail, problems: wrong.length, first } };
  return { name: 'particulars', ok: true, note: founded ? undefined : 'taken_over', detail };
}

import { systemClock } from '../../../db/clock.ts';
import { DEGREES, FINDING_KINDS } from '../../../db/domain/finding.ts';
import { noteFindings } from '../../../db/features/repairs/service.ts';
import { readTableInChild } from '../../../db/features/import/host-node.ts';
import { unlock } from '../../../db/features/vault/service.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import { newHost } from '../../../db/router/host.ts';
import { FLOOR_COST } from '../../../db/vault/index.ts';
import { PASSWORD } from './trial.ts';

/** Notes findings on the first archives of a vault that is closed, one each, as an inspection does: PATH COUNT. */
async function noteFindingsIn(path: string, count: number): Promise<void> {
  const host = newHost({
    clock: systemClock,
    cost: FLOOR_COST,
    readTable: readTableInChild,
    readLong: readLongInChild,
    emit: () => {},
    isCancelled: () => false,
  });
  const origin = { connection: 'maker', seq: 0 };
  await unlock({ host, origin }, path, 'archivist', PASSWORD);
  const ctx = host.contextFor(origin);
  ctx.transaction((db) => {
    for (let each = 0; each < count; each += 1) {
      const kind = FINDING_KINDS[each % FINDING_KINDS.length] ?? 'faded';
      const degree = DEGREES[each % DEGREES.length] ?? 'slight';
      noteFindings(db, ctx, {
        customerId: each + 1,
        findings: [{ kind, degree, note: each % 4 === 0 ? '封面左下角' : null }],
        source: { kind: 'inspection', id: 1 },
      });
    }
  });
  host.signOutAll('closed');
}

const [, , path = '', count = '0'] = process.argv;
await noteFindingsIn(path, Number(count));

/** Whom imports propose as responsible for 机密 and 绝密 archives (S2), as whoever may assign somebody sees it. */
import { isLogged, type Secrecy } from '../../domain/roles.ts';
import type { QueryContext } from '../../work/context.ts';
import { reachOf, type Reader } from '../../work/reach.ts';
import { guardedOf, secrecyInForce } from './access.ts';
import { logLook } from './look.ts';
import * as store from './proposal-store.ts';

/** Archives of which the proposal is shown at once, at most: each is a look of its own in the log. */
export const MOST_PROPOSED = 50;

/** The classes in force in which a person names people by an act of its own, and reads what they name them for. */
export function assignedClasses(reader: Reader): Secrecy[] {
  const readable = reachOf(reader, 'customers.read').classes.none;
  return reachOf(reader, 'customers.assign').classes.none.filter(
    (secrecy) => isLogged(secrecy) && readable.includes(secrecy),
  );
}

/** Archives that nobody is responsible for and somebody is proposed. */
export function countProposed({ actor, reader, clock }: QueryContext): number {
  return store.countProposed(reader, assignedClasses(actor), clock.today());
}

/** An archive with the person whom an import proposes for it, to be assigned at the version that is shown. */
export interface Proposal {
  readonly id: number;
  readonly version: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly secrecy: Secrecy;
  /** Who is proposed. */
  readonly responsibleId: number | null;
  /** Who keeps it, which the proposal leaves as it is. */
  readonly keeperId: number | null;
}

/** The first of these archives with whom is proposed, and how many there are. */
export function listProposed(ctx: QueryContext): { total: number; rows: Proposal[] } {
  const today = ctx.clock.today();
  const rows = store.listProposed(ctx.reader, assignedClasses(ctx.actor), today, MOST_PROPOSED);
  const shown = rows.map((row): Proposal => {
    const secrecy = secrecyInForce(guardedOf(row), today);
    logLook(ctx, row, secrecy, 'proposed');
    const { id, version, archive_no: archiveNo, name, keeper_id: keeperId } = row;
    return { id, version, archiveNo, name, secrecy, keeperId, responsibleId: row.proposed_responsible_id };
  });
  return { total: countProposed(ctx), rows: shown };
}

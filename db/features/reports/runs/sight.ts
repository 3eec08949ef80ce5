/** Who is shown which names in a report (rules.md B4): every door goes through these. */
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Clock, Day } from '../../../domain/dates.ts';
import type { ReportFigures } from '../../../domain/reports/figures.ts';
import { archivesIn, shownTo, type ArchiveOfRow } from '../../../domain/reports/shown.ts';
import { isLogged, SECRECY_CLASSES, type Secrecy } from '../../../domain/roles.ts';
import type { QueryContext } from '../../../work/context.ts';
import { secrecyInForce, type Guarded } from '../../../work/guarded.ts';
import { reaches, reachOf, type Reader } from '../../../work/reach.ts';
import { rolesOfPerson } from '../../accounts/service.ts';
import { lastChange, readNames } from '../../customers/service.ts';
import { word } from '../words.ts';
import type { WithAsker } from './store.ts';

/** A report for somebody in the program: with the names of archives that they may list today. */
export function forReader(
  { reader: db, actor, clock }: Pick<QueryContext, 'reader' | 'actor' | 'clock'>,
  figures: ReportFigures,
): ReportFigures {
  const today = clock.today();
  const reach = reachOf(actor, 'customers.list');
  const guardedOf = archivesNow(db, figures);
  const maySee = ({ id, secrecy }: ArchiveOfRow) => reaches(reach, guardedOf.get(id) ?? gone(secrecy), today);
  return shownTo(figures, { maySee, hidden: word('hidden_name') });
}

/** A look as a file: with the names of archives that the person may take away, none of 机密 and 绝密. */
export function forExport(
  { reader: db, actor, clock }: Pick<QueryContext, 'reader' | 'actor' | 'clock'>,
  figures: ReportFigures,
): ReportFigures {
  const today = clock.today();
  const reach = reachOf(actor, 'customers.export');
  const guardedOf = archivesNow(db, figures);
  const maySee = ({ id, secrecy }: ArchiveOfRow) => {
    const guarded = guardedOf.get(id) ?? gone(secrecy);
    return reaches(reach, guarded, today) && !isLogged(secrecyInForce(guarded, today));
  };
  return shownTo(figures, { maySee, hidden: word('hidden_name') });
}

/** Whom paper is for: the most closed class that was approved, and who asked; null where nobody did. */
interface Paper {
  readonly scope: Secrecy;
  readonly asker: Reader | null;
  readonly today: Day;
}

/**
 * A report on paper: with the names of archives of the classes that were asked for and approved, and of these no others
 * than whoever asked for it may list. Where nobody asked, nobody knows who will read it: it names none of 机密 and 绝密.
 */
export function forPaper(
  db: ReadableDb,
  figures: ReportFigures,
  { scope, asker, today }: Paper,
): ReportFigures {
  const guardedOf = archivesNow(db, figures);
  const reach = asker && reachOf(asker, 'customers.list');
  const mayReach = (guarded: Guarded) =>
    reach ? reaches(reach, guarded, today) : !isLogged(secrecyInForce(guarded, today));
  const isWithin = (secrecy: Secrecy) => SECRECY_CLASSES.indexOf(secrecy) <= SECRECY_CLASSES.indexOf(scope);
  const maySee = ({ id, secrecy }: ArchiveOfRow) => {
    const guarded = guardedOf.get(id) ?? gone(secrecy);
    if (!isWithin(secrecy) || !isWithin(secrecyInForce(guarded, today))) return false;
    return mayReach(guarded);
  };
  return shownTo(figures, { maySee, hidden: word('hidden_name') });
}

/** Whom the paper of a report is for. Whoever asked keeps what everybody outside the department may list. */
export function paperOf(
  db: ReadableDb,
  { scope, asker_id: personId }: Pick<WithAsker, 'scope' | 'asker_id'>,
  clock: Pick<Clock, 'today'>,
): Paper {
  const asker =
    personId === null ? null : { personId, roles: ['requester', ...rolesOfPerson(db, personId)] as const };
  return { scope, asker, today: clock.today() };
}

function archivesNow(db: ReadableDb, figures: ReportFigures): Map<number, Guarded> {
  const ids = [...new Set(archivesIn(figures).map(({ id }) => id))];
  return new Map(readNames(db, ids, lastChange(db)).map(({ id, guarded }) => [id, guarded]));
}

/** One that is there no more is as closed as it was. */
const gone = (secrecy: Secrecy): Guarded => ({
  secrecy,
  secrecyUntil: null,
  responsibleId: null,
  keeperId: null,
});

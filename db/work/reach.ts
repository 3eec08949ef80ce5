import type { Day } from '../domain/dates.ts';
import { classesFor, type Action, type Relation, type Subject } from '../domain/permissions.ts';
import { isLogged, SECRECY_CLASSES, type Role, type Secrecy } from '../domain/roles.ts';
import type { Condition } from './page.ts';
import { secrecyInForce, type Guarded } from './guarded.ts';

/**
 * How far a person reaches: the one source of what they see. The test of one record, the SQL of lists and counts, the
 * terms of the index and the test of the roster are all made from a `Reach`, and hold for the same records.
 */

/** Who looks: all that reach depends on. */
export interface Reader {
  readonly personId: number;
  readonly roles: readonly Role[];
}

/** Relations that stand in the record itself; grants have rows of their own. */
type StandingRelation = Exclude<Relation, 'grant'>;

/** The classes in force that a person may do an action to, by what they are to the record. */
export interface Reach {
  readonly personId: number;
  readonly classes: Readonly<Record<StandingRelation, readonly Secrecy[]>>;
}

export function reachOf({ personId, roles }: Reader, action: Action): Reach {
  return {
    personId,
    classes: {
      none: classesFor(roles, action, 'none'),
      own: classesFor(roles, action, 'own'),
      assigned: classesFor(roles, action, 'assigned'),
    },
  };
}

/** All that a person is to a record: responsible for it, its keeper by name, both, or nothing. */
export function relationsTo(
  { personId }: Pick<Reader, 'personId'>,
  { responsibleId, keeperId }: Pick<Guarded, 'responsibleId' | 'keeperId'>,
): StandingRelation[] {
  const relations: StandingRelation[] = [];
  if (responsibleId === personId) relations.push('own');
  if (keeperId === personId) relations.push('assigned');
  return relations;
}

/** The record as the permission table sees it on a day. */
export function subjectOf(reader: Pick<Reader, 'personId'>, record: Guarded, today: Day): Subject {
  return { secrecy: secrecyInForce(record, today), relations: relationsTo(reader, record) };
}

/** True when a record of a class in force is within reach. */
export function reachesClass(
  { personId, classes }: Reach,
  record: Pick<Guarded, 'responsibleId' | 'keeperId'>,
  secrecy: Secrecy,
): boolean {
  return (
    classes.none.includes(secrecy) ||
    relationsTo({ personId }, record).some((relation) => classes[relation].includes(secrecy))
  );
}

/** True when the record is within reach on a day. */
export function reaches(reach: Reach, guarded: Guarded, today: Day): boolean {
  return reachesClass(reach, guarded, secrecyInForce(guarded, today));
}

/** The same of a row of `table`, whose columns are named as those of `customer`. */
export function isWithin({ personId, classes }: Reach, today: Day, table: string): Condition {
  const ofClass = `iif(${table}.secrecy_until < ?, 'normal', ${table}.secrecy) in (select value from json_each(?))`;
  return {
    sql: `(${ofClass} or (${table}.responsible_id = ? and ${ofClass}) or (${table}.keeper_id = ? and ${ofClass}))`,
    values: ([[], [personId], [personId]] as const).flatMap((person, index) => [
      ...person,
      today,
      JSON.stringify([classes.none, classes.own, classes.assigned][index]),
    ]),
  };
}

/** True when texts are within the reach of somebody who may read their entry. */
export function reachesTexts(
  reach: Reach,
  guarded: Guarded,
  { secrecy, ownerId }: { readonly secrecy: Secrecy | null; readonly ownerId: number | null },
): boolean {
  if (secrecy === null) return true;
  const isOwn = ownerId === reach.personId && reach.classes.own.includes(secrecy);
  return isOwn || reachesClass(reach, guarded, secrecy);
}

/**
 * How much of a record a list shows: its line in the index, besides which of its fields a text was found in, or what
 * stands in them. Of 机密 and 绝密 that would be a look, which is logged, and a list is not.
 */
export type Sight = 'index' | 'fields' | 'texts';

/** By what the person may read, and the class in force. */
export function sightOf(mayRead: boolean, secrecy: Secrecy): Sight {
  if (!mayRead) return 'index';
  return isLogged(secrecy) ? 'fields' : 'texts';
}

/** The more closed of two classes. */
export function stricter(one: Secrecy, other: Secrecy): Secrecy {
  return SECRECY_CLASSES.indexOf(one) < SECRECY_CLASSES.indexOf(other) ? other : one;
}

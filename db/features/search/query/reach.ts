import type { Day } from '../../../domain/dates.ts';
import { classesFor, type Action, type Relation } from '../../../domain/permissions.ts';
import { isLogged, SECRECY_CLASSES, type Role, type Secrecy } from '../../../domain/roles.ts';
import { secrecyInForce, type Guarded } from '../../../work/guarded.ts';
import type { SourceTexts } from '../../../work/search-source.ts';

/** Who looks: all that visibility depends on. */
export interface Reader {
  readonly personId: number;
  readonly roles: readonly Role[];
}

/** Relations that stand in the record itself; grants have rows of their own. */
type StandingRelation = Exclude<Relation, 'grant'>;

/** The classes in force that a person may see, by what they are to the record. */
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

/** True when a record of a class in force is within reach. */
export function reachesClass(
  { personId, classes }: Reach,
  { responsibleId, keeperId }: Pick<Guarded, 'responsibleId' | 'keeperId'>,
  secrecy: Secrecy,
): boolean {
  return (
    classes.none.includes(secrecy) ||
    (responsibleId === personId && classes.own.includes(secrecy)) ||
    (keeperId === personId && classes.assigned.includes(secrecy))
  );
}

/** True when the record is within reach on a day. */
export function reaches(reach: Reach, guarded: Guarded, today: Day): boolean {
  return reachesClass(reach, guarded, secrecyInForce(guarded, today));
}

/** True when texts are within the reach of somebody who may read their entry. */
export function reachesTexts(
  reach: Reach,
  guarded: Guarded,
  { secrecy, ownerId }: Pick<SourceTexts, 'secrecy' | 'ownerId'>,
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

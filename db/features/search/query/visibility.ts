import type { ReadableDb, SqlValue } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { classesFor, type Action, type Relation } from '../../../domain/permissions.ts';
import { isLogged, SECRECY_CLASSES, type Role, type Secrecy } from '../../../domain/roles.ts';
import { allOf, anyOf, term, without, type Expression } from './expression.ts';
import { facetTerm } from '../index/facet-codes.ts';
import * as store from './store.ts';
import { KIND } from '../index/terms.ts';

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

/** True when every record is within reach, whatever its class. */
export function reachesAll({ classes }: Reach): boolean {
  return classes.none.length === SECRECY_CLASSES.length;
}

/** True when the record is within reach. */
export function reaches(
  { personId, classes }: Reach,
  record: { secrecy: Secrecy; responsible_id: number | null; keeper_id: number | null },
): boolean {
  return (
    classes.none.includes(record.secrecy) ||
    (record.responsible_id === personId && classes.own.includes(record.secrecy)) ||
    (record.keeper_id === personId && classes.assigned.includes(record.secrecy))
  );
}

/** The class in force: after its last day it lapses to normal (rules.md S1). */
export function inForce(row: { secrecy: Secrecy; secrecy_until: string | null }, today: Day): Secrecy {
  return row.secrecy_until !== null && row.secrecy_until < today ? 'normal' : row.secrecy;
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

export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * What of `customer` a person may do `action` to, as a condition for a query. Every list, count, facet and
 * suggestion is made with the same reach, here in SQL, by terms of the index or by the roster in memory.
 */
export function visibleWhere(reader: Reader, action: Action, today: Day, alias = 'customer'): SqlCondition {
  const reach = reachOf(reader, action);
  if (reachesAll(reach)) return { sql: 'true', values: [] };
  const values: SqlValue[] = [];
  const within = (classes: readonly Secrecy[]) => {
    values.push(today, JSON.stringify(classes));
    return `iif(${alias}.secrecy_until < ?, 'normal', ${alias}.secrecy) in (select value from json_each(?))`;
  };
  const alternatives = [within(reach.classes.none)];
  for (const [column, classes] of [
    ['responsible_id', reach.classes.own],
    ['keeper_id', reach.classes.assigned],
  ] as const) {
    values.push(reach.personId);
    alternatives.push(`(${alias}.${column} = ? and ${within(classes)})`);
  }
  return { sql: `(${alternatives.join(' or ')})`, values };
}

/** What is within reach by terms of the index: among these, and not among those. */
export interface VisibleTerms {
  readonly within: Expression;
  readonly except: Expression;
}

/** The entries of an expression that are within reach. */
export function withinReach(found: Expression, { within, except }: VisibleTerms): Expression {
  return without(allOf([found, within]), except);
}

/**
 * Reach by terms. Where some classes are open to a person anyway the others are taken away, for they are few;
 * otherwise the person's own records are named.
 */
export function visibleTerms(db: ReadableDb, reach: Reach, today: Day): VisibleTerms {
  const { personId, classes } = reach;
  const anyClass = (list: readonly Secrecy[]) =>
    list.length === SECRECY_CLASSES.length ||
    anyOf(list.map((secrecy) => term(facetTerm('secrecy', SECRECY_CLASSES.indexOf(secrecy)))));
  const lapsed = lapsedTerms(db, today);
  const standing = (ofClass: (list: readonly Secrecy[]) => Expression) =>
    anyOf([
      allOf([term(KIND.responsible + String(personId)), ofClass(classes.own)]),
      allOf([term(KIND.keeper + String(personId)), ofClass(classes.assigned)]),
    ]);
  if (classes.none.length === 0) {
    // Lapsed records are normal, and `normal` is in every list that is not empty.
    const orLapsed = (list: readonly Secrecy[]) => list.length > 0 && anyOf([anyClass(list), lapsed]);
    return { within: standing(orLapsed), except: false };
  }
  const closed = SECRECY_CLASSES.filter((secrecy) => !classes.none.includes(secrecy));
  return { within: true, except: without(anyClass(closed), anyOf([standing(anyClass), lapsed])) };
}

/** Records whose class has lapsed: the years before this one, the months before this one, the days before today. */
export function lapsedTerms(db: ReadableDb, today: Day): Expression {
  const first = store.firstLapse(db, today);
  if (first === null) return false;
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const two = (n: number) => String(n).padStart(2, '0');
  const stems: string[] = [];
  const days: Day[] = [];
  for (let y = Number(first.slice(0, 4)); y < year; y += 1) stems.push(String(y));
  for (let m = 1; m < month; m += 1) days.push(`${year}-${two(m)}`);
  for (let d = 1; d < day; d += 1) days.push(`${year}-${two(month)}-${two(d)}`);
  for (const stem of days) if (stem >= first.slice(0, stem.length)) stems.push(stem.replaceAll('-', ''));
  return anyOf(stems.map((stem) => term(KIND.lapse + stem)));
}

import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../domain/roles.ts';
import type { Layout } from '../index/layout.ts';
import { facetTerm } from '../index/facet-codes.ts';
import { listGuards } from '../index/guards.ts';
import { guardPrefix, KIND } from '../index/terms.ts';
import { allOf, anyOf, term, without, type Expression } from './expression.ts';
import type { Reach } from '../../../work/reach.ts';
import * as store from './store.ts';

/** What is within reach by terms of the index: among these, and not among those. */
export interface VisibleTerms {
  readonly within: Expression;
  readonly except: Expression;
}

/** The entries of an expression that are within reach. */
export function withinReach(found: Expression, { within, except }: VisibleTerms): Expression {
  return without(allOf([found, within]), except);
}

/** The term of a class on file. */
export function secrecyTerm({ secrecy }: Layout, name: Secrecy): Expression {
  const found = facetTerm(secrecy.facet, SECRECY_CLASSES.indexOf(name));
  if (found === undefined) throw new Error('the class stands in the index');
  return term(found);
}

/** What a person is to an entry by its own terms. */
const responsible = ({ personId }: Reach) => term(KIND.responsible + String(personId));
const keeper = ({ personId }: Reach) => term(KIND.keeper + String(personId));

/**
 * Reach by terms. Where some classes are open to a person anyway the others are taken away, for they are few;
 * otherwise the person's own records are named.
 */
export function visibleTerms(db: ReadableDb, layout: Layout, reach: Reach, today: Day): VisibleTerms {
  const { classes } = reach;
  const anyClass = (list: readonly Secrecy[]) =>
    list.length === SECRECY_CLASSES.length || anyOf(list.map((secrecy) => secrecyTerm(layout, secrecy)));
  const lapsed = lapsedTerms(db, today);
  const standing = (ofClass: (list: readonly Secrecy[]) => Expression) =>
    anyOf([
      allOf([responsible(reach), ofClass(classes.own)]),
      allOf([keeper(reach), ofClass(classes.assigned)]),
    ]);
  if (classes.none.length === 0) {
    // Lapsed records are normal, and `normal` is in every list that is not empty.
    const orLapsed = (list: readonly Secrecy[]) => list.length > 0 && anyOf([anyClass(list), lapsed]);
    return { within: standing(orLapsed), except: false };
  }
  const closed = SECRECY_CLASSES.filter((secrecy) => !classes.none.includes(secrecy));
  return { within: true, except: without(anyClass(closed), anyOf([standing(anyClass), lapsed])) };
}

/** A beginning of closed terms, and the entries among which what is found under it may be seen. */
export interface ClosedTerms {
  readonly prefix: string;
  readonly among: Expression;
}

/** Under which terms somebody who may read an entry finds its closed texts: those of its own class, and guarded ones. */
export function closedTerms(db: ReadableDb, reach: Reach): ClosedTerms[] {
  const { personId, classes } = reach;
  const guarded = listGuards(db).map(({ n, secrecy, ownerId }): ClosedTerms => {
    const among =
      ownerId === null
        ? anyOf([
            classes.none.includes(secrecy),
            classes.own.includes(secrecy) && responsible(reach),
            classes.assigned.includes(secrecy) && keeper(reach),
          ])
        : ownerId === personId && classes.own.includes(secrecy);
    return { prefix: guardPrefix(n), among };
  });
  return [{ prefix: '', among: true }, ...guarded.filter(({ among }) => among !== false)];
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

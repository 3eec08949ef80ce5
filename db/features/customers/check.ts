import type { ReadableDb } from '../../connection/handles.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { codeListsOf, type CustomerInput } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { fieldsOfKind } from '../../domain/fields.ts';
import { reasonOfEdit, takesReason, UNDONE, type EditReason } from '../../domain/reasons.ts';
import { isLogged } from '../../domain/roles.ts';
import { checkUscc } from '../../domain/uscc.ts';
import { secrecyInForce } from '../../work/guarded.ts';
import { findPersonName } from '../accounts/service.ts';
import { divisionExists, listCodeExists } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';

const CODES = fieldsOfKind(CUSTOMER_FIELDS, 'code');
/** The people of an archive: what access to it depends on besides its class. */
const PEOPLE = ['responsibleId', 'keeperId'] as const;
export type Assigned = Pick<CustomerInput, (typeof PEOPLE)[number]>;

/**
 * Refuses what the schema alone cannot know to be wrong: codes that no list has, places that do not belong
 * together, a 统一社会信用代码 that fails GB 32100 without a reason given. A code that the customer had `before` is kept,
 * also one of a scale of grades that the department has left. Errors: `customers.unknown_code`,
 * `customers.unknown_place`, `customers.unknown_person`, `customers.uscc_*`, `customers.status_not_for_category`,
 * `customers.assign_apart` {field} for another person proposed than before.
 */
export function checkInput(db: ReadableDb, input: CustomerInput, before?: () => CustomerInput): void {
  const { gradeList } = readSettings(db);
  for (const [field, { list }] of CODES) {
    const code = input[field];
    const [current] = codeListsOf(list, input.category, gradeList);
    if (code === null || listCodeExists(db, current, code)) continue;
    const kept = before?.();
    const isKept = kept?.[field] === code && codeListsOf(list, kept.category, gradeList)[0] === current;
    if (!isKept) throw new AppError('customers.unknown_code', { field });
  }
  if (input.status !== null && input.category !== 'client')
    throw new AppError('customers.status_not_for_category');
  // What an import proposes is nothing that anybody enters: it stays as it is, or goes with an assignment.
  if (input.proposedResponsibleId !== (before?.().proposedResponsibleId ?? null))
    throw new AppError('customers.assign_apart', { field: 'proposedResponsibleId' });
  checkPeople(db, input);
  checkPlace(input);
  checkCode(input);
}

/** Errors: `customers.unknown_person`. */
export function checkPeople(db: ReadableDb, input: Assigned): void {
  for (const field of PEOPLE)
    if (input[field] !== null && findPersonName(db, input[field]) === undefined)
      throw new AppError('customers.unknown_person');
}

/**
 * Becoming responsible for a 机密 or 绝密 archive, or its keeper, is an act of its own (S2): what is entered names
 * nobody but whom it named before. Errors: `customers.assign_apart` {field}.
 */
export function checkAssigned(input: CustomerInput, before: Assigned, today: Day): void {
  if (!isLogged(secrecyInForce(input, today))) return;
  for (const field of PEOPLE)
    if (input[field] !== before[field]) throw new AppError('customers.assign_apart', { field });
}

/**
 * An archive as a ledger brings it in: who is responsible for a 机密 or 绝密 one stays as it was `before`, and whom the
 * ledger names instead is proposed, as long as nobody is (S2).
 */
export function asBroughtIn(input: CustomerInput, before: Assigned, today: Day): CustomerInput {
  const { responsibleId } = input;
  const isProposed =
    responsibleId !== null &&
    responsibleId !== before.responsibleId &&
    isLogged(secrecyInForce(input, today));
  if (!isProposed) return withoutSpent(input);
  return withoutSpent({
    ...input,
    responsibleId: before.responsibleId,
    proposedResponsibleId: responsibleId,
  });
}

/** Once somebody is responsible, nobody is proposed. */
export function withoutSpent(input: CustomerInput): CustomerInput {
  return input.responsibleId === null ? input : { ...input, proposedResponsibleId: null };
}

/** Whom an archive names before it is filed. */
export const NOBODY_YET: Assigned = { responsibleId: null, keeperId: null };

/**
 * A category does not change without a word why (A6): one of its own reasons, or that a change is taken back. Errors:
 * `customers.reason_needed` {field}.
 */
export function checkReason(
  { input, reason }: { readonly input: CustomerInput; readonly reason: EditReason | null },
  before: Pick<CustomerInput, 'category' | 'grade'>,
): void {
  if (input.category === before.category || reason?.choice === UNDONE) return;
  const rule = reasonOfEdit({ category: true, grade: input.grade !== before.grade });
  if (!takesReason(rule, reason)) throw new AppError('customers.reason_needed', { field: 'category' });
}

/** A class that ends before it begins closes nothing (S1). Errors: `customers.secrecy_ended`. */
export function checkTerm(
  { secrecy, secrecyUntil }: Pick<CustomerInput, 'secrecy' | 'secrecyUntil'>,
  today: Day,
): void {
  if (secrecy !== 'normal' && secrecyUntil !== null && secrecyUntil < today)
    throw new AppError('customers.secrecy_ended', { day: secrecyUntil });
}

function checkPlace({ province, city, district }: CustomerInput): void {
  for (const [code, parent] of [
    [province, null],
    [city, province],
    [district, city],
  ] as const)
    if (code !== null && !divisionExists(code, parent))
      throw new AppError('customers.unknown_place', { code });
}

function checkCode({ uscc, usccWaiver }: CustomerInput): void {
  if (uscc === null || usccWaiver !== null) return;
  const check = checkUscc(uscc);
  if (check.ok) return;
  const { problem, expected, found } = check;
  throw new AppError(`customers.uscc_${problem}`, { expected, found });
}

/** Who a person is: their name and department, of all their accounts. */
import { expectOneChange, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { sameBytes } from '../../work/digest.ts';
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { listNamesakes } from './create.ts';
import { requireAccount } from './directory.ts';
import { accountBeginning, accountFacts } from './facts.ts';
import { expectNoRequest, listAsked } from './requests.ts';
import * as store from './store.ts';

/** Another name or department of the person of an account. */
export const SET_PERSON = 'accounts.set_person';
/** The same of what was first recorded of an account, where that has the department. */
export const SET_DEPARTMENT = 'accounts.set_department';

interface Person {
  readonly name: string;
  readonly department: string | null;
}

/**
 * Gives the person of an account another name or department, at once: nobody may do more by it. Every account of theirs
 * has a row. What was signed and printed keeps the name of its time. Errors: `accounts.not_found`,
 * `accounts.name_taken`, `accounts.request_open`: a request names the person as who it is about.
 */
export function setPerson(
  host: VaultHost,
  ctx: MutationContext,
  { id, name, department }: Person & { readonly id: number },
): void {
  const { personId, ...before } = requireAccount(ctx.reader, id);
  if (before.name === name && before.department === department) return;
  ctx.transaction((db) => {
    if (listNamesakes(db, name).some((other) => other !== personId))
      throw new AppError('accounts.name_taken');
    if (listAsked(db).some(({ request, refused }) => !refused && request?.personId === personId))
      throw new AppError('accounts.request_open');
    const accounts = store.listAccounts(db).filter((account) => account.personId === personId);
    for (const account of accounts) expectNoRequest(db, account.id);
    const departmentId = department === null ? null : store.ensureDepartment(db, department);
    expectOneChange(store.updatePerson(db, personId, { name, departmentId }), 'accounts.not_found');
    store.deleteEmptyDepartments(db);
    for (const account of accounts) recordPerson(db, ctx, account, { name, department });
    ctx.emit(() => ({ type: 'changed', kind: 'accounts' }));
  });
  host.renamePerson(personId, name);
}

function recordPerson(db: WritableDb, ctx: MutationContext, before: store.AccountRow, person: Person): void {
  const object = `account:${before.id}`;
  const after = { ...before, ...person };
  recordAudit(db, ctx, {
    action: SET_PERSON,
    object,
    before: accountFacts(before).after,
    after: accountFacts(after).after,
  });
  if (before.department === person.department || !log.hasRowOf(db, 'audit.particulars', object)) return;
  const keys = keysAtBeginning(db, before.id);
  recordAudit(db, ctx, {
    action: SET_DEPARTMENT,
    object,
    before: accountBeginning(before, keys),
    after: accountBeginning(after, keys),
  });
}

/** The keys that an account had when what stood in the vault was first recorded. */
function keysAtBeginning(db: ReadableDb, id: number): store.SigningKey[] {
  const recorded = log.newestRowOf(db, 'audit.particulars')?.seq ?? 0;
  const later = log.listKeysBrought(db, `account:${id}`, recorded);
  return store
    .listSigningKeys(db)
    .filter(
      ({ accountId, signPublic }) => accountId === id && !later.some((key) => sameBytes(key, signPublic)),
    );
}

import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../connection/handles.ts';
import type { Role } from '../../domain/roles.ts';
import type { Schema } from '../../schema.ts';

export type AccountState = Schema['account']['state'];

export interface AccountRow {
  readonly id: number;
  readonly personId: number;
  readonly login: string;
  readonly name: string;
  readonly department: string | null;
  readonly state: AccountState;
  readonly createdAt: number;
  readonly lastSignInAt: number | null;
  readonly roles: Role[];
}

const accounts = sqlFor
  .selectFrom('account')
  .innerJoin('person', 'person.id', 'account.person_id')
  .leftJoin('department', 'department.id', 'person.department_id')
  .select([
    'account.id',
    'account.person_id as personId',
    'account.login',
    'person.name',
    'department.name as department',
    'account.state',
    'account.created_at as createdAt',
    'account.last_sign_in_at as lastSignInAt',
  ])
  .orderBy('account.id');

export function listAccounts(db: ReadableDb): AccountRow[] {
  const roles = Map.groupBy(
    db.all(sqlFor.selectFrom('account_role').selectAll().orderBy('role')),
    (row) => row.account_id,
  );
  return db.all(accounts).map((row) => ({
    ...row,
    roles: (roles.get(row.id) ?? []).map((entry) => entry.role),
  }));
}

export function findAccount(db: ReadableDb, id: number): AccountRow | undefined {
  const row = db.get(accounts.where('account.id', '=', id));
  if (!row) return undefined;
  const roles = db.all(sqlFor.selectFrom('account_role').select('role').where('account_id', '=', id));
  return { ...row, roles: roles.map((entry) => entry.role) };
}

export function findAccountByLogin(db: ReadableDb, login: string): AccountRow | undefined {
  const id = db.value<number>('select id from account where login = ?', login);
  return id === undefined ? undefined : findAccount(db, id);
}

/** `id`: that under which the person was asked for; absent: the next. */
export function insertPerson(db: WritableDb, name: string, departmentId: number | null, id?: number): number {
  const person = { ...(id !== undefined && { id }), name, department_id: departmentId };
  return db.run(sqlFor.insertInto('person').values(person)).lastInsertRowid;
}

export function updatePerson(
  db: WritableDb,
  id: number,
  { name, departmentId }: { readonly name: string; readonly departmentId: number | null },
): RunResult {
  return db.run(sqlFor.updateTable('person').set({ name, department_id: departmentId }).where('id', '=', id));
}

/** Departments in which nobody works any more. */
export function deleteEmptyDepartments(db: WritableDb): void {
  db.execute(
    'delete from department where id not in (select department_id from person where department_id is not null)',
  );
}

/** What a person is called now; undefined for nobody. */
export function findPersonName(db: ReadableDb, id: number): string | undefined {
  return db.value('select name from person where id = ?', id);
}

/** One of the people that a record can name. */
export function findPerson(
  db: ReadableDb,
  id: number,
): { personId: number; name: string; department: string | null } | undefined {
  return db.get(
    sqlFor
      .selectFrom('person')
      .leftJoin('department', 'department.id', 'person.department_id')
      .select(['person.id as personId', 'person.name', 'department.name as department'])
      .where('person.id', '=', id)
      .where('person.active', '=', 1),
  );
}

/** Ids of the people that a record can name. */
export function listPeopleIds(db: ReadableDb): number[] {
  return db.rows<{ id: number }>('select id from person where active = 1 order by id').map(({ id }) => id);
}

/** Everybody there is or was, by whatever account. */
export function listEverybody(db: ReadableDb): Array<{ id: number; name: string; active: number }> {
  return db.all(sqlFor.selectFrom('person').select(['id', 'name', 'active']).orderBy('id'));
}

/** Roles of a person's accounts that can sign in, but for one. */
export function listOtherRoles(db: ReadableDb, personId: number, exceptAccount: number): Role[] {
  return db
    .rows<{ role: Role }>(
      `select distinct r.role from account a join account_role r on r.account_id = a.id
       where a.person_id = ? and a.id <> ? and a.state <> 'disabled'`,
      personId,
      exceptAccount,
    )
    .map(({ role }) => role);
}

/** The department's id, made when there is none of that name. */
export function ensureDepartment(db: WritableDb, name: string): number {
  const id = db.value<number>('select id from department where name = ?', name);
  return id ?? db.run(sqlFor.insertInto('department').values({ name })).lastInsertRowid;
}

export function insertAccount(
  db: WritableDb,
  account: { id: number; personId: number; login: string; state: AccountState; createdAt: number },
): void {
  db.run(
    sqlFor.insertInto('account').values({
      id: account.id,
      person_id: account.personId,
      login: account.login,
      state: account.state,
      created_at: account.createdAt,
      last_sign_in_at: null,
    }),
  );
}

export function replaceRoles(db: WritableDb, accountId: number, roles: readonly Role[]): void {
  db.run(sqlFor.deleteFrom('account_role').where('account_id', '=', accountId));
  for (const role of new Set(roles))
    db.run(sqlFor.insertInto('account_role').values({ account_id: accountId, role }));
}

export function insertSigningKey(
  db: WritableDb,
  accountId: number,
  signPublic: Uint8Array,
  createdAt: number,
): number {
  const key = { account_id: accountId, sign_public: signPublic, created_at: createdAt };
  return db.run(sqlFor.insertInto('account_key').values(key)).lastInsertRowid;
}

/** When the keys of an account were last made anew, milliseconds UTC: with its one-time code, or when that was traded. */
export function lastKeyAt(db: ReadableDb, accountId: number): number | undefined {
  return db.value(
    'select created_at from account_key where account_id = ? order by id desc limit 1',
    accountId,
  );
}

export interface SigningKey {
  /** The number under which the log knows it. */
  readonly id: number;
  readonly accountId: number;
  readonly signPublic: Uint8Array;
  /** Milliseconds UTC. */
  readonly createdAt: number;
}

/** Every key that an account ever signed with, the oldest first. */
export function listSigningKeys(db: ReadableDb): SigningKey[] {
  return db.rows(
    `select id, account_id as accountId, sign_public as signPublic, created_at as createdAt
     from account_key order by id`,
  );
}

/** The id of a key of the account. */
export function findSigningKey(
  db: ReadableDb,
  accountId: number,
  signPublic: Uint8Array,
): number | undefined {
  return db.value(
    'select id from account_key where account_id = ? and sign_public = ?',
    accountId,
    Buffer.from(signPublic),
  );
}

export function setState(db: WritableDb, accountId: number, state: AccountState): RunResult {
  return db.run(sqlFor.updateTable('account').set({ state }).where('id', '=', accountId));
}

export function setLastSignIn(db: WritableDb, accountId: number, at: number): RunResult {
  return db.run(sqlFor.updateTable('account').set({ last_sign_in_at: at }).where('id', '=', accountId));
}

export function lastAccountId(db: ReadableDb): number {
  return db.value<number>('select max(id) from account') ?? 0;
}

export function lastPersonId(db: ReadableDb): number {
  return db.value<number>('select max(id) from person') ?? 0;
}

/** People without an account, departments without people, and either where it is turned off; named as in the log. */
export function listStrays(db: ReadableDb): string[] {
  return db
    .rows<{ object: string }>(
      `select 'person:' || id as object from person
       where active <> 1 or id not in (select person_id from account)
       union all
       select 'department:' || id from department
       where active <> 1 or id not in (select department_id from person where department_id is not null)`,
    )
    .map(({ object }) => object);
}

export function listDepartments(db: ReadableDb): Array<{ id: number; name: string }> {
  return db.all(
    sqlFor.selectFrom('department').select(['id', 'name']).where('active', '=', 1).orderBy('name'),
  );
}

/** People that a record can name as responsible. */
export function listPeople(db: ReadableDb): Array<{ id: number; name: string; department: string | null }> {
  return db.all(
    sqlFor
      .selectFrom('person')
      .leftJoin('department', 'department.id', 'person.department_id')
      .select(['person.id', 'person.name', 'department.name as department'])
      .where('person.active', '=', 1)
      .orderBy('person.id'),
  );
}

/** Everybody who has or had an account, and whether one of theirs can sign in. */
export function listAccountHolders(db: ReadableDb): Array<{ id: number; name: string; canSignIn: number }> {
  return db.rows(
    `select p.id, p.name, p.active and max(a.state <> 'disabled') as canSignIn
     from person p join account a on a.person_id = p.id group by p.id order by p.id`,
  );
}

/** People of whom an account that holds one of the roles can sign in. */
export function listPeopleWithRole(
  db: ReadableDb,
  roles: readonly Role[],
): Array<{ personId: number; name: string }> {
  return db.rows(
    `select distinct p.id as personId, p.name from account a
     join account_role r on r.account_id = a.id join person p on p.id = a.person_id
     where r.role in (select value from json_each(?)) and a.state <> 'disabled' order by p.id`,
    JSON.stringify(roles),
  );
}

/** Accounts that hold one of the roles and can sign in. */
export function listActiveWithRole(db: ReadableDb, roles: readonly Role[]): number[] {
  return db
    .rows<{ id: number }>(
      `select distinct a.id from account a join account_role r on r.account_id = a.id
       where r.role in (select value from json_each(?)) and a.state <> 'disabled'`,
      JSON.stringify(roles),
    )
    .map(({ id }) => id);
}

/** The roles of a person, of all accounts by which they can sign in. */
export function rolesOfPerson(db: ReadableDb, personId: number): Role[] {
  return db
    .rows<{ role: Role }>(
      `select distinct r.role from account a join account_role r on r.account_id = a.id
       where a.person_id = ? and a.state <> 'disabled'`,
      personId,
    )
    .map(({ role }) => role);
}

/** The name of the person of an account; empty for one that is not there. */
export function findAccountName(db: ReadableDb, accountId: number): string {
  return db.value('select name from account_name where account_id = ?', accountId) ?? '';
}

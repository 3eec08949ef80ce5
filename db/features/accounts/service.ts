export { activateAccount, disableAccount, enableAccount, resetPassword } from './access.ts';
export { createAccount, insertAccount, type NewAccount } from './create.ts';
export {
  findAccountByLogin,
  listAccounts,
  listDepartments,
  listPeople,
  personFinder,
  requireAccount,
  type NamedPerson,
} from './directory.ts';
export {
  accountBeginning,
  accountFacts,
  certifyAccounts,
  listAccountBeginnings,
  recordCreated,
} from './facts.ts';
export { setRoles } from './roles.ts';
export {
  findAccount,
  findPersonName,
  findSigningKey,
  lastKeyAt,
  listPeopleIds,
  listSigningKeys,
  listStrays,
  setLastSignIn,
  type SigningKey,
} from './store.ts';

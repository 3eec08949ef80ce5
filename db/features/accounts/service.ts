export { activateAccount, askForReset, askToEnable, disableAccount } from './access.ts';
export { codeMadeAt, isCodeOver } from './code.ts';
export { confirmRequests, confirmWithSheets, listForMe, refuseRequest } from './confirm.ts';
export { askForAccount, insertAccount, type NewAccount } from './create.ts';
export {
  departmentOf,
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
export { listRequests as listStoredRequests } from './request-store.ts';
export { possibleConfirmers, refusalFacts, storedFacts, withdrawRequest } from './requests.ts';
export { SET_DEPARTMENT, SET_PERSON, setPerson } from './person.ts';
export { setRoles } from './roles.ts';
export { showAll, showMine } from './shown.ts';
export {
  findAccount,
  findAccountName,
  findPersonName,
  findSigningKey,
  lastKeyAt,
  listPeopleIds,
  listPeopleWithRole,
  listSigningKeys,
  listStrays,
  rolesOfPerson,
  setLastSignIn,
  type SigningKey,
} from './store.ts';
export { acknowledge, listTold } from './told.ts';

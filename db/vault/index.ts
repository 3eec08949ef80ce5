/** The vault: who can open a vault, and how. */
export { closeVault, type Vault, type Person, type StepHook } from './vault.ts';
export {
  expectKeysFit,
  findKeysText,
  keysBeside,
  openBackupKeys,
  placeRestoredKeys,
  readKeysFacts,
  renumberedKeys,
  type BackupSecret,
  type KeysFacts,
} from './backup-keys.ts';
export {
  changePassword,
  expectFreeLogin,
  prepareSlot,
  putPrepared,
  removeAccount,
  renewMark,
  replaceRecovery,
  resetAccount,
  type AccountChange,
  type KeysChange,
  type SlotChange,
} from './change.ts';
export {
  createVault,
  prepareVault,
  wipeSheets,
  type AccountKeys,
  type Creation,
  type NewAccount,
  type PreparedVault,
  type RecoveryKeys,
} from './create.ts';
export {
  copyFile,
  databaseFiles,
  isVaultFile,
  makeFolderOf,
  pathsOf,
  placeFile,
  readSmallFile,
  removeFiles,
  replaceFile,
  syncFolder,
  writeSynced,
} from './files.ts';
export { expectNotMoved, followMoved, writeMoved } from './moved.ts';
export { DEFAULT_COST, FLOOR_COST, type DerivationCost } from './key-derivation.ts';
export {
  copyForGeneration,
  discardGeneration,
  draftGeneration,
  GENERATION_STEPS,
  takeGeneration,
  type DraftGeneration,
} from './new-generation.ts';
export { checkLogin, checkPassword, newOneTimeCode, normaliseLogin, PASSWORD_MIN } from './password.ts';
export {
  preparedFromText,
  preparedSlotSchema,
  preparedToText,
  type PreparedSlot,
  type PreparedSlotText,
} from './prepared-slot.ts';
export { certifyWithSheets, unlockWithRecovery, type RecoveredVault } from './recover.ts';
export {
  vaultLabel,
  isSheetLine,
  makeRecovery,
  parseSheet,
  sheetLines,
  sheetText,
  type Share,
} from './recovery-sheets.ts';
export { deriveKey, hashWith, secureKey, type KeyPurpose, type SecureKey } from './secure-key.ts';
export { deriveSecret, verifySignature, type DerivedSecret, type Signer } from './slots.ts';
export { signIn, unlockVault, verifyPassword, type SignIn, type Unlocked } from './unlock.ts';
export { expectOwnPlace, findMisplaced, syncedPart, type Misplaced } from './where.ts';

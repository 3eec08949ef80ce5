/** The vault: who can open an archive, and how. */
export { closeArchive, type OpenArchive, type Person } from './archive.ts';
export {
  addAccount,
  changePassword,
  removeAccount,
  replaceRecovery,
  resetAccount,
  type AccountChange,
  type KeysChange,
} from './change.ts';
export {
  createArchive,
  prepareArchive,
  wipeSheets,
  type AccountKeys,
  type Creation,
  type NewAccount,
  type PreparedArchive,
} from './create.ts';
export { isArchiveFile } from './files.ts';
export { DEFAULT_COST, FLOOR_COST, type DerivationCost } from './key-derivation.ts';
export { checkLogin, checkPassword, newOneTimeCode, normaliseLogin, PASSWORD_MIN } from './password.ts';
export { unlockWithRecovery } from './recover.ts';
export {
  archiveLabel,
  isSheetLine,
  makeRecovery,
  parseSheet,
  sheetLines,
  sheetText,
  type Share,
} from './recovery-sheets.ts';
export { deriveKey, hashWith, secureKey, type KeyPurpose, type SecureKey } from './secure-key.ts';
export { deriveSecret, verifySignature, type DerivedSecret, type Signer } from './slots.ts';
export { signIn, unlockArchive, verifyPassword, type SignIn, type Unlocked } from './unlock.ts';

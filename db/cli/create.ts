import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { archiveNoPatternSchema, DEFAULT_PATTERN } from '../domain/archive-no.ts';
import { AppError } from '../domain/errors.ts';
import { FIRST_ROLES } from '../domain/roles.ts';
import { companySchema, fondsSchema, nameSchema } from '../features/vault/input.ts';
import { trialAccounts, TRIAL_ROLES } from '../features/vault/trial.ts';
import { makeVault } from '../features/vault/service.ts';
import {
  vaultLabel,
  checkLogin,
  checkPassword,
  expectOwnPlace,
  prepareVault,
  sheetLines,
} from '../vault/index.ts';
import { toWireError } from '../router/dispatch.ts';
import { expectNewFile, isThere, Refusal } from './files.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { Takes } from './usage.ts';

export interface CreateOptions {
  readonly archive: string;
  readonly company: string;
  readonly fonds: string;
  readonly pattern: string | undefined;
  readonly recovery: string | undefined;
}

export const CREATE_TAKES: Takes = {
  options: ['archive', 'company', 'fonds', 'pattern', 'recovery', 'trial', 'today'],
  words: 0,
};

/** What is said on the command line, as the wizard takes it. */
function checked({
  archive,
  company: typed,
  fonds: typedFonds,
  pattern: typedPattern,
  recovery,
}: CreateOptions) {
  const company = companySchema.safeParse(typed);
  if (!company.success) throw new Refusal('bad_company');
  const fonds = fondsSchema.safeParse(typedFonds);
  if (!fonds.success) throw new AppError('vault.fonds_pattern');
  const pattern = archiveNoPatternSchema.safeParse(typedPattern ?? DEFAULT_PATTERN);
  if (!pattern.success) throw new AppError(pattern.error.issues[0]?.message ?? 'vault.pattern_part');
  expectNewFile(archive);
  expectOwnPlace(resolve(archive));
  if (recovery !== undefined) expectNewFile(recovery);
  return { company: company.data, fonds: fonds.data, archiveNoPattern: pattern.data };
}

/** Asks who the administrator is; what cannot be is said before anything is written. */
async function askAdmin(terminal: Terminal) {
  const login = await terminal.ask(terminal.words('ask_login'));
  checkLogin(login);
  const name = await terminal.ask(terminal.words('ask_name'));
  if (!nameSchema.safeParse(name).success) throw new Refusal('bad_name');
  const password = await terminal.password(terminal.words('ask_new_password', { login }));
  checkPassword(password, login);
  return { login, name, password };
}

/** Makes a vault for real use: the administrator, recovery sheets typed back in part, then the accounts. */
export async function createVault(
  session: CliSession,
  terminal: Terminal,
  options: CreateOptions & { recovery: string },
): Promise<void> {
  const named = checked(options);
  const { company, fonds } = named;
  const { caller } = session;
  const admin = await askAdmin(terminal);
  const { draftId, label, sheets, quiz } = await caller.vault.draftCreate(named);
  writeSheets(options.recovery, company, label, sheets);
  const codes = await unlessMade(options, async () => {
    terminal.warn(terminal.words('sheets_written', { file: options.recovery }));
    const answers = [];
    for (const { sheet, line } of quiz)
      answers.push({ sheet, line, text: await terminal.ask(terminal.words('ask_sheet', { sheet, line })) });
    const token = session.grant(options.archive, 'write');
    const accounts = FIRST_ROLES.map((role) => ({ login: role, name: role, roles: [role] }));
    return (await caller.vault.create({ draftId, token, answers, admin, accounts })).codes;
  });
  terminal.say(terminal.words('created', { company, fonds }));
  for (const code of codes) terminal.say(terminal.words('created_code', code));
  terminal.value({ archive: resolve(options.archive), company, fonds, trial: false, codes });
}

/** Makes a trial vault with one account a role, all with the given password, and asks nothing. */
export async function createTrial(
  session: CliSession,
  terminal: Terminal,
  options: CreateOptions,
): Promise<void> {
  const named = checked(options);
  const { company, fonds } = named;
  const secret = await terminal.password(terminal.words('ask_password'));
  const prepared = await prepareVault();
  for (const role of TRIAL_ROLES) checkPassword(secret, role);
  if (options.recovery !== undefined) {
    const sheets = prepared.sheets.map((share) => ({ number: share.sheet, lines: sheetLines(share) }));
    writeSheets(options.recovery, company, vaultLabel(prepared.archiveId), sheets);
  }
  const accounts = trialAccounts((role) => role, secret);
  await unlessMade(options, () =>
    makeVault(session, resolve(options.archive), prepared, { ...named, trial: true, accounts }),
  );
  terminal.say(terminal.words('created', { company, fonds }));
  terminal.value({ archive: resolve(options.archive), company, fonds, trial: true, accounts: TRIAL_ROLES });
}

/** Takes the recovery file away again when the vault that it is for was not made: its sheets open nothing. */
async function unlessMade<Made>(
  { archive, recovery }: CreateOptions,
  make: () => Made | Promise<Made>,
): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (isThere(archive)) throw error;
    if (recovery !== undefined) rmSync(recovery, { force: true });
    const isInWay = toWireError(error, () => undefined).code === 'vault.file_exists';
    throw isInWay ? new Refusal('file_in_way', { file: `${archive}.keys` }) : error;
  }
}

function writeSheets(
  file: string,
  company: string,
  label: string,
  sheets: ReadonlyArray<{ number: number; lines: readonly string[] }>,
): void {
  const pages = sheets.map(
    ({ number, lines }) => `${company}  ${label}  ${number}/3\n\n${lines.join('\n')}\n`,
  );
  try {
    writeFileSync(file, pages.join('\f\n'), { mode: 0o600, flag: 'wx' });
  } catch {
    throw new AppError('vault.cannot_write', { reason: 'recovery' });
  }
}

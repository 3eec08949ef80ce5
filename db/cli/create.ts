import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FONDS_PATTERN } from '../domain/archive-no.ts';
import { AppError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { makeArchive } from '../features/vault/service.ts';
import { archiveLabel, prepareArchive, sheetLines } from '../vault/index.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface CreateOptions {
  readonly archive: string;
  readonly company: string;
  readonly fonds: string;
  readonly recovery: string | undefined;
}

/** The accounts that a department begins with; each gets a one-time code. */
const FIRST_ROLES: readonly Role[] = ['archivist', 'supervisor', 'service_manager', 'general_manager'];

/** Makes an archive for real use: recovery sheets first, typed back in part, then the accounts. */
export async function createArchive(
  session: CliSession,
  terminal: Terminal,
  options: CreateOptions & { recovery: string },
): Promise<void> {
  const { company, fonds } = options;
  const { caller } = session;
  const { draftId, label, sheets, quiz } = await caller.vault.draftCreate({ company, fonds });
  writeSheets(options.recovery, company, label, sheets);
  terminal.warn(terminal.words('sheets_written', { file: options.recovery }));
  const answers = [];
  for (const { sheet, line } of quiz)
    answers.push({ sheet, line, text: await terminal.ask(terminal.words('ask_sheet', { sheet, line })) });
  const login = await terminal.ask(terminal.words('ask_login'));
  const name = await terminal.ask(terminal.words('ask_name'));
  const password = await terminal.password(terminal.words('ask_new_password', { login }));
  const token = session.grant(options.archive, 'write');
  const { codes } = await caller.vault.create({
    draftId,
    token,
    answers,
    admin: { login, name, password },
    accounts: FIRST_ROLES.map((role) => ({ login: role, name: role, roles: [role] })),
  });
  terminal.say(terminal.words('created', { company, fonds }));
  for (const code of codes) terminal.say(terminal.words('created_code', code));
  terminal.value({ archive: resolve(options.archive), company, fonds, trial: false, codes });
}

/** Makes a trial archive with one account a role, all with the given password, and asks nothing. */
export async function createTrial(
  session: CliSession,
  terminal: Terminal,
  options: CreateOptions,
): Promise<void> {
  const { company, fonds } = options;
  if (!FONDS_PATTERN.test(fonds)) throw new AppError('vault.fonds_pattern');
  const secret = await terminal.password(terminal.words('ask_password'));
  const prepared = await prepareArchive();
  if (options.recovery !== undefined) {
    const sheets = prepared.sheets.map((share) => ({ number: share.sheet, lines: sheetLines(share) }));
    writeSheets(options.recovery, company, archiveLabel(prepared.archiveId), sheets);
  }
  const roles: readonly Role[] = ['system_admin', ...ROLES.filter((role) => role !== 'system_admin')];
  const accounts = roles.map((role) => ({
    login: role,
    name: role,
    roles: [role],
    department: null,
    secret,
    oneTime: false,
  }));
  makeArchive(session, resolve(options.archive), prepared, { company, fonds, trial: true, accounts });
  terminal.say(terminal.words('created', { company, fonds }));
  terminal.value({ archive: resolve(options.archive), company, fonds, trial: true, accounts: roles });
}

function writeSheets(
  file: string,
  company: string,
  label: string,
  sheets: ReadonlyArray<{ number: number; lines: readonly string[] }>,
): void {
  if (existsSync(file)) throw new AppError('vault.file_exists');
  const pages = sheets.map(
    ({ number, lines }) => `${company}  ${label}  ${number}/3\n\n${lines.join('\n')}\n`,
  );
  try {
    writeFileSync(file, pages.join('\f\n'), { mode: 0o600, flag: 'wx' });
  } catch {
    throw new AppError('vault.cannot_write', { reason: 'recovery' });
  }
}

import { AppError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import { isSameName } from '../../domain/text/fold.ts';
import type { Session } from '../../work/host.ts';
import type { CallContext } from '../../work/procedures.ts';
import * as vault from '../../vault/index.ts';
import { populate, type FirstAccount, type NewVault } from './create.ts';
import { attachable, sessionFor } from './open.ts';
import { SheetsDraft, type SheetAnswer } from './sheets-draft.ts';

type Named = Pick<NewVault, 'company' | 'fonds' | 'archiveNoPattern'>;

/**
 * A vault in the making: its recovery sheets are printed and typed back before it exists. Belongs to the
 * connection that began it; the sheets are wiped when it is finished, given up or begun anew.
 */
class Creation extends SheetsDraft {
  readonly prepared: vault.PreparedVault;
  readonly named: Named;

  constructor(prepared: vault.PreparedVault, named: Named) {
    super(prepared.sheets);
    this.prepared = prepared;
    this.named = named;
  }
}

/** Makes the recovery sheets of a vault to be, and says which two lines must be typed back. */
export async function draftCreation({ host, origin }: CallContext, input: Named) {
  const prepared = await vault.prepareVault();
  const creation = new Creation(prepared, input);
  host.hold(origin.connection, creation);
  const { id: draftId, sheets, quiz } = creation;
  return { draftId, label: vault.vaultLabel(prepared.archiveId), sheets, quiz };
}

export interface CreateInput {
  readonly draftId: string;
  readonly token: string;
  readonly admin: { readonly login: string; readonly name: string; readonly password: string };
  readonly accounts: ReadonlyArray<{ login: string; name: string; roles: Role[]; department: string | null }>;
  readonly answers: readonly SheetAnswer[];
}

/**
 * Makes the vault once the sheets are proven to be on paper, and signs its administrator in. The others get
 * one-time codes, told this once. Errors: `vault.draft_gone`, `vault.sheet_not_typed` {sheet, line},
 * `vault.name_twice`, those of `createVault`.
 */
export async function createVault(call: CallContext, input: CreateInput) {
  const draft = call.host.held(call.origin.connection);
  if (!(draft instanceof Creation) || draft.id !== input.draftId) throw new AppError('vault.draft_gone');
  draft.expectAnswers(input.answers);
  expectDistinctPeople([input.admin, ...input.accounts]);
  const others = input.accounts.map((account) => ({
    ...account,
    secret: vault.newOneTimeCode(),
    oneTime: true,
  }));
  const admin: FirstAccount = {
    ...input.admin,
    roles: ['system_admin'],
    department: null,
    secret: input.admin.password,
    oneTime: false,
  };
  const path = call.host.grantedPath(call.origin.connection, input.token, 'write');
  const accounts = [admin, ...others];
  await makeVault(call, path, draft.prepared, { ...draft.named, trial: false, accounts });
  call.host.hold(call.origin.connection, null);
  return { codes: others.map(({ login, name, secret }) => ({ login, name, code: secret })) };
}

/** One person with two accounts, or two of one name: which of them it is can be said only where people are known. */
function expectDistinctPeople(people: ReadonlyArray<{ readonly name: string }>): void {
  for (const [at, { name }] of people.entries())
    if (people.slice(0, at).some((other) => isSameName(other.name, name)))
      throw new AppError('vault.name_twice');
}

/** Makes a vault at a path and signs its first account in on this connection. Errors: also those of `expectOwnPlace`. */
export function makeVault(
  { host, origin }: CallContext,
  path: string,
  prepared: vault.PreparedVault,
  newVault: NewVault,
): Promise<Session> {
  return host.atTheGate(origin, async (signal) => {
    if (host.opened) throw new AppError('vault.already_open');
    vault.expectOwnPlace(path);
    vault.makeFolderOf(path);
    const { clock, cost } = host.ports;
    const made = await vault.createVault({
      path,
      prepared,
      clock,
      cost,
      accounts: newVault.accounts.map((account, index) => ({ id: index + 1, ...account })),
      signal,
      expectWanted: () => host.expectUnlocked(origin),
      populate: (database, creation) => populate(database, creation, newVault, clock),
    });
    const open = attachable(made.vault, host);
    host.attach(open);
    const session = sessionFor(open, made.person);
    host.signIn(origin.connection, session);
    host.rememberFile(origin.connection, path);
    return session;
  });
}

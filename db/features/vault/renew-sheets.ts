/** Recovery sheets made anew: printed, typed back in part, and signed for by a second person before they count. */
import type { ReadableDb } from '../../connection/handles.ts';
import { getMeta, metaFacts, setMeta } from '../../connection/meta.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { sheetsReason } from '../../domain/sheet-set.ts';
import * as vault from '../../vault/index.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { CallContext } from '../../work/procedures.ts';
import { askForNewKey } from '../../work/key-renewal.ts';
import { sheetsMessage } from '../../work/log/recovery-certificate.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { possibleConfirmers, requireAccount } from '../accounts/service.ts';
import { listMade } from '../backup/service.ts';
import { SheetsDraft, type SheetAnswer } from './sheets-draft.ts';

const RENEW = 'vault.renew_sheets';
const HELD = 'vault.sheets';
/** Made before the vault counted its sets. */
const FIRST_SET = 1;

class RenewedSheets extends SheetsDraft {
  readonly keys: vault.RecoveryKeys;

  constructor({ shares, ...keys }: vault.RecoveryKeys & { readonly shares: readonly vault.Share[] }) {
    super(shares);
    this.keys = keys;
  }
}

const setNow = (db: ReadableDb): number => Number(getMeta(db, 'recovery_set') ?? FIRST_SET);

/**
 * Which set is in force since when, who might sign for another, and the newest backup that the set before is still needed
 * for; null where there is none.
 */
export function showSheets({ reader: db, actor }: QueryContext) {
  const renewed = log.newestRowOf(db, RENEW);
  const older = renewed && listMade(db, 200).find(({ at }) => at < renewed.at);
  return {
    set: setNow(db),
    since: renewed?.at ?? null,
    needed: older ? { at: older.at, label: older.label } : null,
    confirmers: secondsFor(db, actor.personId),
  };
}

function secondsFor(db: ReadableDb, personId: number): string[] {
  return possibleConfirmers(db, { roles: [], people: [personId] }).map(({ name }) => name);
}

/** Makes sheets that count for nothing yet; they go with the session. */
export async function draftSheets(ctx: MutationContext, open: vault.Vault) {
  const draft = new RenewedSheets(await vault.makeRecovery(open.archiveId));
  discardSheets(ctx);
  ctx.held.set(HELD, draft);
  const { id: draftId, sheets, quiz } = draft;
  return { draftId, set: setNow(ctx.reader) + 1, label: vault.vaultLabel(open.archiveId), sheets, quiz };
}

/** Wipes them. */
export function discardSheets({ held }: Pick<MutationContext, 'held'>): void {
  const draft = held.get(HELD);
  if (draft instanceof RenewedSheets) draft[Symbol.dispose]();
  held.delete(HELD);
}

/** Who signs besides: somebody of 主管 or above in person, or two sheets of the set in force. */
type Second =
  | { readonly login: string; readonly password: string }
  | { readonly sheets: readonly [string, string] };

export interface Renewal {
  readonly draftId: string;
  readonly answers: readonly SheetAnswer[];
  readonly second: Second;
}

/** What signs for the new set, and whose account it is; null for the sheets of the set before. */
interface Signing extends Disposable {
  readonly account: number | null;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/**
 * The sheets that were drafted are the valid ones, once they are typed back and a second person has signed for them; the
 * ones before open nothing any more but backups of their days. Errors: `vault.draft_gone`, `vault.sheet_not_typed`
 * {sheet, line}, `vault.second_person`, `vault.sign_in_refused`, `vault.too_many_tries`, those of `certifyWithSheets`,
 * `accounts.sheets_not_needed` {names}, `vault.cannot_write`.
 */
export async function renewSheets(
  { host, origin }: CallContext,
  ctx: MutationContext,
  { draftId, answers, second }: Renewal,
): Promise<{ readonly set: number }> {
  const open = host.requireVault().vault;
  const requireDraft = () => {
    const found = ctx.held.get(HELD);
    if (!(found instanceof RenewedSheets) || found.id !== draftId) throw new AppError('vault.draft_gone');
    return found;
  };
  requireDraft().expectAnswers(answers);
  using signing = await host.atTheGate(origin, (signal) => signingOf(ctx, open, second, signal));
  // Another draft may have come in its place while the password was checked.
  const draft = requireDraft();
  const set = setNow(ctx.reader) + 1;
  vault.replaceRecovery(open, draft.keys.publicKey, {
    commit: ({ keysSeq }) =>
      ctx.transaction((db) => {
        const before = metaFacts(db);
        const certifier = getMeta(db, 'recovery_certifier') ?? null;
        const next = hex(draft.keys.certifier);
        setMeta(db, 'keys_seq', String(keysSeq));
        setMeta(db, 'recovery_public', hex(draft.keys.publicKey));
        setMeta(db, 'recovery_certifier', next);
        setMeta(db, 'recovery_set', String(set));
        // With an earlier keys file the sheets before open what this data key opens.
        askForNewKey(db);
        const after = metaFacts(db);
        const message = sheetsMessage(ctx.facts.archiveId, ctx.actor.accountId, {
          set,
          certifier: next,
          facts: ctx.hash(after),
        });
        recordAudit(db, ctx, {
          action: RENEW,
          object: 'archive_meta',
          before,
          after,
          reason: sheetsReason({
            set,
            before: certifier,
            after: next,
            second: signing.account,
            signature: hex(signing.sign(message)),
          }),
        });
      }),
  });
  discardSheets(ctx);
  host.renewKey();
  return { set };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

async function signingOf(
  ctx: MutationContext,
  open: vault.Vault,
  second: Second,
  signal: AbortSignal,
): Promise<Signing> {
  if ('sheets' in second) {
    const names = secondsFor(ctx.reader, ctx.actor.personId);
    if (names.length > 0) throw new AppError('accounts.sheets_not_needed', { names: names.join(', ') });
    const certified = await vault.certifyWithSheets(open, second.sheets);
    return {
      account: null,
      sign: certified.certify,
      [Symbol.dispose]: () => certified[Symbol.dispose](),
    };
  }
  const { login, password } = second;
  const { person } = await vault.signIn(open, login, password, { clock: ctx.clock, signal });
  const { accountId, signer } = person;
  const account = requireAccount(ctx.reader, accountId);
  const isSecond =
    account.state === 'active' &&
    account.personId !== ctx.actor.personId &&
    mayEver(account.roles, 'accounts.confirm');
  if (!isSecond) {
    person.signOut();
    throw new AppError('vault.second_person');
  }
  return { account: accountId, sign: signer.sign, [Symbol.dispose]: () => person.signOut() };
}

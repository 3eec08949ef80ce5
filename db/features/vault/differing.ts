/**
 * A vault that is not what was last seen of it opens only when two people say so: one of 主管 or 经理 and one 系统管理员,
 * where there are none two recovery sheets besides one person, and in a trial vault one person.
 */
import { openReader, type ReadableDb, type WritableDb } from '../../connection/handles.ts';
import { getMeta } from '../../connection/meta.ts';
import { AppError } from '../../domain/errors.ts';
import type { VaultHost } from '../../work/host.ts';
import {
  ACCEPT,
  acceptanceMessage,
  acceptanceText,
  type Acceptance,
  type Difference,
} from '../../work/log/acceptance.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import * as vault from '../../vault/index.ts';
import * as accounts from '../accounts/service.ts';
import { hasPair, isPair } from '../audit/service.ts';
import { backupPlaces } from '../backup/service.ts';
import { holdAgainstWitnesses, type Differing, type Held } from '../witnesses/service.ts';

/** Who stands for it besides the person who signs in; null for nobody. */
export type SecondInput =
  | { readonly login: string; readonly password: string }
  | { readonly sheets: readonly [string, string] }
  | null;

/** Right after the first right password, before anything of the vault is changed or shown. */
export async function hold({ ports }: VaultHost, opened: vault.Vault): Promise<Held> {
  const db = openReader(opened.database);
  return holdAgainstWitnesses(db, {
    path: opened.path,
    archiveId: idOf(opened),
    folder: ports.witnessFolder ?? null,
    backups: backupPlaces(db),
  });
}

const idOf = ({ archiveId }: vault.Vault): string => Buffer.from(archiveId).toString('hex');

/** Who it takes besides the one person. */
type Needed = 'person' | 'sheets' | 'nobody';

function neededFor(db: ReadableDb): Needed {
  if (getMeta(db, 'trial') === '1') return 'nobody';
  const active = accounts.listAccounts({ reader: db }).filter(({ state }) => state === 'active');
  return hasPair(active) ? 'person' : 'sheets';
}

/** The refusal, in which a window finds all that it says. */
export function differs(opened: vault.Vault, differing: Differing): AppError {
  const { kind, place, witness, head, missing } = differing;
  return new AppError('vault.witness_differs', {
    kind,
    witness: place.kind,
    label: place.label,
    seq: witness.seq,
    at: witness.at,
    headSeq: head.seq,
    headAt: head.at,
    missing,
    needs: neededFor(openReader(opened.database)),
  });
}

function differenceOf(
  { head, witness, common }: Differing,
  { ports: { clock } }: Pick<VaultHost, 'ports'>,
): Difference {
  return {
    head: { seq: head.seq, hash: head.hash },
    witness: { seq: witness.seq, hash: witness.hash },
    common,
    day: clock.today(),
  };
}

interface Accepting {
  readonly host: VaultHost;
  readonly opened: vault.Vault;
  readonly person: vault.Person;
  readonly signal: AbortSignal;
}

/**
 * The second one's word beside that of a person who has signed in. Errors: `vault.witness_differs` without one,
 * `vault.second_not_fitting` (the same person, or not these two offices), `vault.second_needed` (sheets where there are
 * two such people), those of `signIn` and `certifyWithSheets`.
 */
export async function accept(
  { host, opened, person, signal }: Accepting,
  differing: Differing,
  second: SecondInput,
): Promise<Acceptance> {
  const db = openReader(opened.database);
  const difference = differenceOf(differing, host);
  const message = acceptanceMessage(idOf(opened), person.accountId, difference);
  const needed = neededFor(db);
  if (needed === 'nobody') return { ...difference, second: { by: 'trial' } };
  if (second === null) throw differs(opened, differing);
  if ('sheets' in second) {
    if (needed === 'person') throw new AppError('vault.second_needed');
    using certified = await vault.certifyWithSheets(opened, second.sheets);
    return { ...difference, second: { by: 'sheets', signature: hex(certified.certify(message)) } };
  }
  const { clock } = host.ports;
  const signIn = await vault.signIn(opened, second.login, second.password, { clock, signal });
  try {
    const accountKeyId = expectFitting(db, person, signIn.person);
    const signature = hex(signIn.person.signer.sign(message));
    return { ...difference, second: { by: 'person', accountKeyId, signature } };
  } finally {
    signIn.person.signOut();
  }
}

/** The id of the second one's key. */
function expectFitting(db: ReadableDb, first: vault.Person, second: vault.Person): number {
  const [one, other] = [first, second].map(({ accountId }) => accounts.findAccount(db, accountId));
  const keyId = accounts.findSigningKey(db, second.accountId, second.signer.publicKey);
  const areActive = one?.state === 'active' && other?.state === 'active' && !second.mustReplaceSecret;
  if (!one || !other || !areActive || keyId === undefined || !isPair(one, other))
    throw new AppError('vault.second_not_fitting');
  return keyId;
}

/** The two sheets that recover an account stand for the second one. */
export function acceptWithRecovery(
  host: VaultHost,
  recovered: vault.RecoveredVault,
  accountId: number,
  differing: Differing,
): Acceptance {
  const difference = differenceOf(differing, host);
  const message = acceptanceMessage(idOf(recovered), accountId, difference);
  return { ...difference, second: { by: 'sheets', signature: hex(recovered.certify(message)) } };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** In the transaction of the first sign-in; signed by whoever signs in. */
export function recordAcceptance(db: WritableDb, recorder: Recorder, acceptance: Acceptance | null): void {
  if (acceptance)
    recordAudit(db, recorder, { action: ACCEPT, object: 'archive', reason: acceptanceText(acceptance) });
}

/** A new password for a system administrator, by two recovery sheets. */
import { stopped } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { KNOWN_VERSION, migrate } from '../../migrations/index.ts';
import * as vault from '../../vault/index.ts';
import type { OpenVault, VaultHost } from '../../work/host.ts';
import { recoveryMessage } from '../../work/log/recovery-certificate.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as accounts from '../accounts/service.ts';
import type { Differing } from '../witnesses/service.ts';
import { acceptWithRecovery, differs, hold, recordAcceptance } from './differing.ts';
import { closingOnError, preparing, type GateCall } from './enter.ts';
import { attachable } from './open.ts';

export interface RecoverInput {
  readonly sheets: readonly [string, string];
  readonly login: string;
  readonly password: string;
  /** True for a vault that is not what was last seen of it. */
  readonly despite: boolean;
}

/**
 * The sheets also stand for the second one where the vault is not what was last seen of it, once that was said. Errors:
 * those of the vault's `unlockWithRecovery`, `vault.witness_differs`, `vault.not_an_administrator`.
 */
export async function resetWithSheets(
  call: GateCall,
  path: string,
  { sheets, login, password, despite }: RecoverInput,
): Promise<void> {
  const { host, signal } = call;
  const { clock, cost } = host.ports;
  using secret = await vault.deriveSecret({ login, secret: password, oneTime: false }, { cost, signal });
  const recovered = await vault.unlockWithRecovery({ path, sheets, clock, knownVersion: KNOWN_VERSION });
  const { opened, differing } = await closingOnError(recovered, async () => {
    const held = await hold(host, recovered);
    signal.throwIfAborted();
    if (held.differing && !despite) throw differs(recovered, held.differing);
    migrate(recovered.database);
    return { opened: attachable(recovered, preparing(call), held), differing: held.differing };
  });
  try {
    const account = accounts.findAccountByLogin(opened.handles.reader, login);
    if (!account?.roles.includes('system_admin')) throw new AppError('vault.not_an_administrator');
    const { id } = account;
    vault.resetAccount(
      recovered,
      { id, login: account.login, secret },
      { commit: (change) => storeRecovery(host, opened, recovered, change, differing) },
    );
  } finally {
    recovered.forget();
    opened.close();
  }
}

/** Stores the new pair of a recovered account; what vouches for it are the sheets, whose signature is the reason. */
function storeRecovery(
  host: VaultHost,
  opened: OpenVault,
  recovered: vault.RecoveredVault,
  { account, signer, ...change }: vault.AccountChange,
  differing: Differing | null,
): void {
  const { certify } = recovered;
  const clock = stopped(host.ports.clock);
  const message = recoveryMessage(opened.facts.archiveId, account.id, account.signPublicKey);
  opened.handles.transaction((db) => {
    const accountKeyId = accounts.activateAccount(db, { ...change, account, signer }, clock.now());
    const row = accounts.requireAccount(db, account.id);
    const actor = { ...row, accountId: row.id, accountKeyId, signer };
    const recorder = { actor, clock, hash: opened.hash };
    accounts.certifyAccounts(db, recorder);
    recordAudit(db, recorder, {
      action: 'vault.recover',
      object: `account:${account.id}`,
      reason: Buffer.from(certify(message)).toString('hex'),
      newKey: account.signPublicKey,
    });
    const accepted = differing && acceptWithRecovery(host, recovered, account.id, differing);
    recordAcceptance(db, recorder, accepted);
  });
}

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { openHandles, type Handles } from '../../connection/handles.ts';
import { getMeta, setMeta } from '../../connection/meta.ts';
import { DEFAULT_PATTERN } from '../../domain/archive-no.ts';
import { inZone } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import type { Actor } from '../../work/context.ts';
import type { OpenVault, Ports, Session } from '../../work/host.ts';
import type { Registries } from '../../work/registries.ts';
import { closeVault, type Vault, type Person } from '../../vault/index.ts';
import { findAccount, findSigningKey } from '../accounts/service.ts';
import { clearUnfinished } from '../backup/service.ts';
import { renewNameKeys, renewPhoneKeys } from '../customers/service.ts';
import { keepHashKey, keyedHash } from '../../work/log/keyed-hash.ts';
import { prepareIndex } from '../search/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { keepWitnesses, NOT_HELD, type Held } from '../witnesses/service.ts';

export interface Attaching {
  readonly registries: Registries;
  readonly ports: Pick<Ports, 'clock' | 'witnessFolder'>;
  /** Hears of what a vault of an older program needs once, which may take minutes; it may throw, and nothing was done. */
  readonly onPreparing?: ((done: number, total: number) => void) | undefined;
}

/**
 * Wraps an unlocked and migrated vault for the services; `held` is what its witnesses said. Keys derived from
 * its data key are wiped when it closes.
 */
export function attachable(
  vault: Vault,
  { registries: { search }, ports, onPreparing }: Attaching,
  held: Held = NOT_HELD,
): OpenVault {
  // Of a backup that was cut off with the program.
  clearUnfinished(vault.path);
  const connection = openHandles(vault.database);
  const archiveId = Buffer.from(vault.archiveId).toString('hex');
  const folder = ports.witnessFolder ?? null;
  vault.witnessFolder = ports.witnessFolder;
  const witnesses = keepWitnesses(connection.reader, { archiveId, folder, clock: ports.clock }, held);
  const { handles, follow } = inPlace(vault.path, connection, () => witnesses.noted());
  expectOwnSheets(handles, vault.keys);
  prepareIndex(handles, search, onPreparing);
  const db = handles.reader;
  keepHashKey(handles, vault.dataKey);
  renewPhoneKeys(handles, { search });
  renewNameKeys(handles);
  const { hash, destroy } = keyedHash(handles);
  return {
    vault,
    handles,
    facts: {
      archiveId,
      fileName: basename(vault.path),
      anchorFile: `${vault.path}.anchors`,
      company: getMeta(db, 'company') ?? '',
      fonds: getMeta(db, 'fonds') ?? '',
      archiveNoPattern: getMeta(db, 'archive_no_pattern') ?? DEFAULT_PATTERN,
      trial: getMeta(db, 'trial') === '1',
    },
    hash,
    clock: inZone(ports.clock, () => zoneOf(db)),
    witnesses,
    outside: new Map(),
    follow() {
      connection.moveTo(vault.database);
      follow();
    },
    close() {
      witnesses.close();
      destroy();
      closeVault(vault);
    },
  };
}

/**
 * The sheets that open the vault are those that it knows, bound to its log. Errors: `vault.keys_tampered` for a recovery
 * key that somebody with the data key put into the keys file.
 */
function expectOwnSheets({ reader, transaction }: Handles, { recovery }: Vault['keys']): void {
  const known = getMeta(reader, 'recovery_public');
  const found = Buffer.from(recovery.publicKey).toString('hex');
  // A vault from before kept none: its log takes over what is there.
  if (known === undefined) transaction((db) => setMeta(db, 'recovery_public', found));
  else if (known !== found) throw new AppError('vault.keys_tampered');
}

/**
 * A file that is deleted or replaced under the program can still be written to, and all of it would be lost when the
 * program ends. Changes are refused from then on: `vault.archive_missing`. `follow` says that the program replaced it.
 */
function inPlace(
  path: string,
  { reader, transaction }: Handles,
  onCommit: () => void,
): { handles: Handles; follow: () => void } {
  const inode = () => statSync(path, { throwIfNoEntry: false })?.ino;
  let opened = inode();
  return {
    handles: {
      reader,
      transaction(work) {
        if (opened === undefined || inode() !== opened) throw new AppError('vault.archive_missing');
        const result = transaction(work);
        onCommit();
        return result;
      },
    },
    follow() {
      opened = inode();
    },
  };
}

/** The session of a person whom the vault let in; refused like a wrong password when the account is off. */
export function sessionFor({ handles }: OpenVault, person: Person): Session {
  const db = handles.reader;
  const account = findAccount(db, person.accountId);
  const keyId = findSigningKey(db, person.accountId, person.signer.publicKey);
  if (!account || keyId === undefined || account.state === 'disabled') {
    person.signOut();
    throw new AppError('vault.sign_in_refused');
  }
  const actor: Actor = {
    accountId: account.id,
    personId: account.personId,
    accountKeyId: keyId,
    login: account.login,
    name: account.name,
    roles: account.roles,
    signer: person.signer,
  };
  return { actor, person, held: new Map() };
}

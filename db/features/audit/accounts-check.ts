import type { ReadContext } from '../../work/long-reads.ts';
import {
  accountBeginning,
  accountFacts,
  listAccounts,
  listSigningKeys,
  listStoredRequests,
  refusalFacts,
  storedFacts,
  type SigningKey,
} from '../accounts/service.ts';
import { sameBytes } from '../../work/digest.ts';
import { Finding, type Check } from './finding.ts';
import type { LoggedParticulars } from './logged-particulars.ts';
import type { Standing, Standings } from './standings.ts';

type Looked = Pick<ReadContext, 'reader' | 'hash'>;
type Account = ReturnType<typeof listAccounts>[number];

/**
 * Names, logins, roles, departments and states, the keys, and when each was made and last used: each as the last row
 * that changed it says.
 */
export function checkAccounts(
  { reader, hash }: Looked,
  standings: Standings,
  logged: LoggedParticulars,
): Check {
  const accounts = listAccounts({ reader });
  const [finding, wrong] = [new Finding(), new Set<number>()];
  if (standings.since === null) return finding.check('accounts', accounts.length);
  const keys = listSigningKeys(reader);
  const keysOf = Map.groupBy(keys, ({ accountId }) => accountId);
  for (const account of accounts) {
    const isSaid = isAsSaid(account, standings.get(account.id), { hash, logged });
    if (!isSaid || !isAsUsed(account, keysOf.get(account.id) ?? [], { hash, logged })) wrong.add(account.id);
  }
  const ids = new Set(accounts.map(({ id }) => id));
  for (const id of standings.accounts()) if (!ids.has(id)) wrong.add(id);
  // Keys of before the log named them were not all taken over.
  if (wrong.size === 0 && standings.since === 1 && keys.length !== standings.keys)
    wrong.add(keys.at(-1)?.accountId ?? 0);
  for (const id of wrongRequests({ reader, hash }, standings.requests)) wrong.add(id);
  for (const id of wrong) finding.note(id);
  return finding.check('accounts', accounts.length);
}

/** Accounts for which something else waits, or was refused, than the rows of the log say. */
function wrongRequests({ reader, hash }: Looked, logged: Standings['requests']): number[] {
  const stored = listStoredRequests(reader);
  const isAsLogged = (row: (typeof stored)[number]) => {
    const said = logged.get(row.account_id);
    const facts = storedFacts(row);
    if (said?.row !== row.asked_row || !facts || !sameBytes(said.facts, hash(facts))) return false;
    const { refused } = said;
    if (row.refused_row !== (refused?.row ?? null)) return false;
    if (!refused) return row.refused_text === null;
    return sameBytes(refused.hash, hash(refusalFacts(row.asked_row, row.refused_text)));
  };
  const there = new Set(stored.map(({ account_id }) => account_id));
  return [
    ...stored.filter((row) => !isAsLogged(row)).map(({ account_id }) => account_id),
    ...[...logged.accounts()].filter((id) => !there.has(id)),
  ];
}

interface Against {
  readonly hash: Looked['hash'];
  readonly logged: LoggedParticulars;
}

function isAsSaid(account: Account, standing: Standing | undefined, { hash, logged }: Against): boolean {
  const facts = standing?.facts;
  if (!facts || (account.state === 'disabled') !== (standing.key === null)) return false;
  const { department: _, ...first } = accountFacts(account).after;
  if (facts.version > 1 && sameBytes(facts.hash, hash(accountFacts(account).after, facts.version)))
    return true;
  // Rows from before the particulars were recorded say nothing of departments.
  const isOlder = (logged.account(account.id).factsAt ?? 0) <= logged.since || logged.since === 0;
  return isOlder && sameBytes(facts.hash, hash(first, facts.version));
}

/** How far apart an act and its row may be where both looked at the clock. */
const MOMENT_MS = 60_000;

function isAsUsed(account: Account, keys: readonly SigningKey[], { hash, logged }: Against): boolean {
  const { since } = logged;
  if (since === 0) return true;
  const { beginning, state, created, signedIn } = logged.account(account.id);
  if (account.state !== state) return false;
  const { lastSignInAt } = account;
  if (!signedIn || lastSignInAt === null) {
    if (signedIn || lastSignInAt !== null) return false;
  } else if (Math.abs(lastSignInAt - signedIn.at) > (signedIn.seq > since ? 0 : MOMENT_MS)) return false;
  const isLater = ({ signPublic }: SigningKey) => (logged.key(signPublic)?.seq ?? 0) > since;
  const later = keys.filter(isLater);
  const isBrought = ({ signPublic, createdAt }: SigningKey) => {
    const row = logged.key(signPublic);
    return row?.at === createdAt && row.object === `account:${account.id}`;
  };
  if (!later.every(isBrought)) return false;
  if (!beginning) return created?.at === account.createdAt && later.length === keys.length;
  const first = accountBeginning(
    account,
    keys.filter((key) => !isLater(key)),
  );
  return beginning.hash !== null && sameBytes(beginning.hash, hash(first));
}

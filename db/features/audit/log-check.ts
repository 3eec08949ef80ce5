import type { ReadableDb } from '../../connection/handles.ts';
import type { ReadContext } from '../../work/long-reads.ts';
import { listAccounts, listSigningKeys } from '../accounts/service.ts';
import { listMissingOutside, type Outside } from './anchor-files.ts';
import { readInside, REFILL } from './anchors.ts';
import { Finding, type Check } from './finding.ts';
import type { LoggedFlows } from './flow-check.ts';
import type { LoggedLedgers } from './ledgers-check.ts';
import { LoggedAcceptances } from './logged-acceptances.ts';
import { LoggedAnchors } from './logged-anchors.ts';
import { LoggedChain } from './logged-chain.ts';
import { LoggedClock } from './logged-clock.ts';
import type { LoggedParticulars } from './logged-particulars.ts';
import type { LoggedRecords } from './logged-records.ts';
import { Rights } from './rights.ts';
import { Signatures } from './signatures.ts';
import { bringsItself, type Standings } from './standings.ts';
import type { Certification } from './certification.ts';
import * as store from '../../work/log/store.ts';

/** What is followed from row to row. */
interface Followed {
  readonly standings: Standings;
  readonly records: LoggedRecords;
  readonly flows: LoggedFlows;
  readonly ledgers: LoggedLedgers;
  readonly particulars: LoggedParticulars;
}

/**
 * Goes through the log once: numbers, chain, signatures, who brought which key and whether they might, and the
 * anchors in the file and `outside` it, as they stood before the file was looked into. What is
 * `Followed` is left as the last row leaves it.
 */
export function checkLog(
  { reader: db, facts, registries }: Pick<ReadContext, 'reader' | 'facts' | 'registries'>,
  outside: Outside,
  { standings, records, flows, ledgers, particulars }: Followed,
  sheets: Certification,
  onRow: (rows: number) => void,
): Check[] {
  const keys = new Map(listSigningKeys(db).map((key) => [key.id, key]));
  const [brought, rights, times] = [new Finding(), new Finding(), new Finding()];
  const anchors = new LoggedAnchors(readInside(db, facts), outside, { keys, standings });
  const chain = new LoggedChain();
  const signatures = new Signatures(keys, standings);
  const personOf = peopleOf(db);
  const rules = new Rights(personOf);
  const clock = new LoggedClock(personOf, sheets.isWordCertified);
  const acceptances = new LoggedAcceptances({
    ...facts,
    keys,
    personOf,
    standings,
    particulars,
    hashOf: (seq) => hexOf(store.auditHash(db, seq)),
    isOfSheets: sheets.isAcceptanceCertified,
  });
  let lastAt = 0;
  let refills = 0;
  for (const row of store.iterateAudit(db)) {
    chain.look(row);
    if (row.at < lastAt) times.note(row.seq);
    lastAt = row.at;
    const own = bringsItself(row);
    if (!own) signatures.look(row);
    const roles = standings.rolesOf(row.account_id);
    const verdict = standings.apply(row);
    if (own) signatures.look(row);
    if (verdict === 'wrong_key' || !sheets.isRecoveryCertified(row)) brought.note(row.seq);
    const isOnTime = clock.look(row);
    const isAccepted = acceptances.look(row);
    const isAllowed = !standings.isSettled || rules.allows(row, { roles, verdict, at: clock.timeOf(row) });
    const isRenewed = sheets.isRenewalSigned(row, standings);
    const isSound = isAllowed && isOnTime && isAccepted && isRenewed;
    if (verdict === 'wrong_right' || !isSound) rights.note(row.seq);
    records.look(row, standings.since);
    flows.look(row);
    ledgers.look(row);
    particulars.look(row);
    if (row.action === REFILL) refills += 1;
    anchors.look(row);
    onRow(chain.rows);
  }
  for (const id of rules.wrongArchives(db, registries.search)) rights.note(records.lastRow(id));
  // Read anew: an anchor may have been made, and kept outside, since that was read first.
  const missing = listMissingOutside(db, facts);
  const { rows } = chain;
  return [
    ...chain.end(db),
    signatures.end().check('audit_signatures', rows),
    checkKeys(brought, standings),
    rights.check('audit_rights', rows),
    checkTimes(times, rows),
    anchors.end(chain.last, acceptances.accepted),
    {
      name: 'anchors_outside',
      ok: missing.length === 0,
      note: refills > 0 ? 'refilled' : undefined,
      detail: { outside: outside.anchors.length, missing: missing.length, refills },
    },
  ];
}

/** The person of each account. */
export function peopleOf(db: ReadableDb): ReadonlyMap<number, number> {
  return new Map(listAccounts({ reader: db }).map(({ id, personId }) => [id, personId]));
}

/** A clock that was set back is no fault of the log, whose rows are in order by their numbers: it is marked. */
function checkTimes({ count, first }: Finding, rows: number): Check {
  const note = count > 0 ? 'earlier' : undefined;
  return { name: 'audit_times', ok: true, note, detail: { rows, count, first: first ?? 0 } };
}

function checkKeys(brought: Finding, { keys, since, recoveries, lastRecovery }: Standings): Check {
  const takenOver = since === 1 ? undefined : 'taken_over';
  const detail = { recoveries, lastRecovery, since: since ?? 0 };
  return brought.check('audit_keys', keys, detail, recoveries > 0 ? 'recovered' : takenOver);
}

const hexOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('hex');

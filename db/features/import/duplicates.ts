import { nameKey } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import type { CustomerInput } from '../../domain/customer.ts';

/** A customer of the archive that a row may be; only such as the person may see. */
export interface Known {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly uscc: string | null;
  /** False when the person may not change it: its rows cannot update it. */
  readonly open: boolean;
}

/** Look-ups in the archive, each by an index. */
export interface KnownCustomers {
  byCode(code: string): readonly Known[];
  byNameKey(key: string): readonly Known[];
  byPhone(digits: string): readonly Known[];
}

/**
 * What to do with rows that mean one customer: `update` makes one of them (the archive's, if it has it), `add`
 * files each row as an archive of its own, `skip` leaves out what is there already.
 */
export const DECISIONS = ['update', 'add', 'skip'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Rows that say they are one customer by code or by name: a cluster. Most clusters are one row. */
export interface Cluster {
  /** Indexes into the drafts, in the order of the file. */
  readonly members: readonly number[];
  /** The archive's customer that these rows are, by code before name. */
  readonly match: Known | null;
  /** Further ones that a row of the cluster would also fit. */
  readonly alsoLike: readonly Known[];
}

/** A question to the person, with what is done if it is not answered. */
export interface DuplicateGroup {
  /** Stable for one file and one archive. */
  readonly id: string;
  /** `code`, `name`: surely one customer, so `update`; `phone` and `other_code` (one name, two codes): perhaps. */
  readonly reason: 'code' | 'name' | 'phone' | 'other_code';
  /** Indexes into the clusters. */
  readonly clusters: readonly number[];
  readonly known: readonly Known[];
  readonly proposed: Decision;
}

export interface Duplicates {
  readonly clusters: readonly Cluster[];
  readonly groups: readonly DuplicateGroup[];
}

/** What a draft is recognised by. */
export interface Keys {
  readonly code: string | null;
  readonly name: string;
  /** Two people may have one name; two companies in one place may not. */
  readonly nameIsSure: boolean;
  readonly phones: readonly string[];
}

/** Shorter runs of digits are extensions and short numbers that many share. */
const SHORTEST_PHONE = 7;

export function keysOf(input: CustomerInput): Keys {
  const numbers = [...input.phones, ...input.contacts.flatMap(({ mobile, phone }) => [mobile, phone])];
  const digits = numbers.flatMap((number) => (number === null ? [] : [phoneKey(number)]));
  return {
    code: input.uscc,
    name: nameKey(input.name),
    nameIsSure: input.party === 'organisation',
    phones: [...new Set(digits)].filter((key) => key.length >= SHORTEST_PHONE),
  };
}

/** Two codes that differ are two customers, whatever their names. */
const differ = (left: string | null, right: string | null) =>
  left !== null && right !== null && left !== right;

/**
 * Finds what is one customer among the drafts and with the archive: by 统一社会信用代码, by normalised name
 * unless the codes differ, and, as a question only, by phone.
 */
export function findDuplicates(keys: readonly Keys[], known: KnownCustomers): Duplicates {
  const members = clusterRows(keys);
  const clusters = members.map((indexes) => matchCluster(indexes, keys, known));
  const groups = clusters.flatMap((cluster, index) => sureGroup(cluster, index, keys));
  return { clusters, groups: [...groups, ...doubtfulGroups(clusters, keys, known)] };
}

/** Rows joined by code, then by name; each cluster in the order of the file, and so are the clusters. */
function clusterRows(keys: readonly Keys[]): number[][] {
  const clusters: Array<{ rows: number[]; code: string | null }> = [];
  const byCode = new Map<string, number>();
  const byName = new Map<string, number[]>();
  for (const [row, { code, name, nameIsSure }] of keys.entries()) {
    const sameName = nameIsSure ? (byName.get(name) ?? []) : [];
    const found =
      (code === null ? undefined : byCode.get(code)) ??
      sameName.find((at) => !differ(clusters[at]?.code ?? null, code));
    const at = found ?? clusters.push({ rows: [], code: null }) - 1;
    const cluster = clusters[at];
    if (!cluster) continue;
    cluster.rows.push(row);
    cluster.code ??= code;
    if (code !== null) byCode.set(code, at);
    if (nameIsSure && !sameName.includes(at)) byName.set(name, [...sameName, at]);
  }
  return clusters.map(({ rows }) => rows);
}

const NONE: readonly Known[] = [];

function matchCluster(members: readonly number[], keys: readonly Keys[], known: KnownCustomers): Cluster {
  const found = new Map<number, Known>();
  const own = members.flatMap((index) => keys[index] ?? []);
  const code = own.find((key) => key.code !== null)?.code ?? null;
  if (code !== null) for (const one of known.byCode(code)) found.set(one.id, one);
  for (const { name, nameIsSure } of own) {
    if (!nameIsSure) continue;
    for (const one of known.byNameKey(name)) if (!differ(one.uscc, code)) found.set(one.id, one);
  }
  if (found.size === 0) return { members, match: null, alsoLike: NONE };
  const [match = null, ...alsoLike] = found.values();
  return { members, match, alsoLike };
}

function sureGroup(cluster: Cluster, index: number, keys: readonly Keys[]): DuplicateGroup[] {
  if (cluster.members.length === 1 && cluster.match === null) return [];
  const own = cluster.members.flatMap((member) => keys[member] ?? []);
  const codes = new Set(own.map(({ code }) => code));
  const byCode =
    !codes.has(null) && codes.size === 1 && (cluster.match === null || codes.has(cluster.match.uscc));
  return [
    {
      id: `same:${cluster.members[0] ?? 0}`,
      reason: byCode ? 'code' : 'name',
      clusters: [index],
      known: cluster.match ? [cluster.match, ...cluster.alsoLike] : [],
      proposed: 'update',
    },
  ];
}

/** Clusters that the archive does not have, with what shares a phone, or a name under another code. */
function doubtfulGroups(
  clusters: readonly Cluster[],
  keys: readonly Keys[],
  known: KnownCustomers,
): DuplicateGroup[] {
  const asked = new Set<string>();
  const groups: DuplicateGroup[] = [];
  const ask = (reason: 'phone' | 'other_code', indexes: readonly number[], candidates: readonly Known[]) => {
    if (indexes.every((index) => clusters[index]?.match)) return;
    const matched = new Set(indexes.map((index) => clusters[index]?.match?.id));
    const others = candidates.filter(({ id }) => !matched.has(id));
    const same = `${indexes.join(',')}|${others.map(({ id }) => id).join(',')}`;
    if (indexes.length + others.length < 2 || asked.has(same)) return;
    asked.add(same);
    const id = `${reason}:${clusters[indexes[0] ?? 0]?.members[0] ?? 0}:${asked.size}`;
    groups.push({ id, reason, clusters: indexes, known: others, proposed: 'add' });
  };
  const own = (index: number) => clusters[index]?.members.flatMap((member) => keys[member] ?? []) ?? [];
  const names = sharing(clusters.length, (index) => own(index).map(({ name }) => name));
  for (const [name, indexes] of names) ask('other_code', indexes, known.byNameKey(name));
  const phones = sharing(clusters.length, (index) => own(index).flatMap((key) => key.phones));
  for (const [phone, indexes] of phones) ask('phone', indexes, known.byPhone(phone));
  return groups;
}

/** Which clusters have a mark; most marks have one, so a list is made for the others only. */
function* sharing(
  count: number,
  marksOf: (index: number) => readonly string[],
): Generator<[mark: string, indexes: readonly number[]]> {
  const places = new Map<string, number | number[]>();
  for (let index = 0; index < count; index++) {
    for (const mark of new Set(marksOf(index))) {
      const place = places.get(mark);
      if (place === undefined) places.set(mark, index);
      else if (typeof place === 'number') places.set(mark, [place, index]);
      else place.push(index);
    }
  }
  for (const [mark, place] of places) yield [mark, typeof place === 'number' ? [place] : place];
}

/** What one archive will be made of, once every question is answered. */
export interface Outcome {
  /** Rows that become one archive, the first giving what only one can give. Empty: nothing is written. */
  readonly members: readonly number[];
  /** The archive's customer to bring up to date; null for a new one. */
  readonly target: Known | null;
  /** Rows left out by decision. */
  readonly skipped: readonly number[];
}

/**
 * Carries out the decisions, customer by customer in the order of the file. A group without an answer takes
 * `all` if given, else what was proposed. Where groups overlap, `update` joins what they name and `skip` leaves
 * out what is new in them.
 */
export function* decide(
  { clusters, groups }: Duplicates,
  answers: { readonly all?: Decision | undefined; readonly byGroup: Readonly<Record<string, Decision>> },
): Generator<Outcome> {
  const sure = new Map<number, Decision>();
  const joining: DuplicateGroup[] = [];
  const skipped = new Set<number>();
  for (const group of groups) {
    const decision = answers.byGroup[group.id] ?? answers.all ?? group.proposed;
    if (group.reason === 'code' || group.reason === 'name') sure.set(group.clusters[0] ?? -1, decision);
    else if (decision === 'update') joining.push(group);
    else if (decision === 'skip') for (const index of skippedClusters(group, clusters)) skipped.add(index);
  }
  const joined = joinClusters(joining);
  for (const [index, { members, match }] of clusters.entries()) {
    const set = joined.get(index);
    if (set) {
      if (set.indexes[0] === index) yield joinedOutcome(set, clusters, skipped);
    } else if (skipped.has(index)) yield { members: [], target: null, skipped: members };
    else yield* outcomesOf(members, match, sure.get(index) ?? 'update');
  }
}

function* outcomesOf(rows: readonly number[], target: Known | null, decision: Decision): Generator<Outcome> {
  if (decision === 'add') for (const row of rows) yield { members: [row], target: null, skipped: [] };
  else if (decision === 'update') yield { members: rows, target, skipped: [] };
  else {
    const kept = target ? [] : rows.slice(0, 1);
    yield { members: kept, target: null, skipped: rows.slice(kept.length) };
  }
}

/** Of a doubtful group only the first of the file stays, or none when the archive has the customer. */
function skippedClusters(group: DuplicateGroup, clusters: readonly Cluster[]): number[] {
  const hasOne = group.known.length > 0 || group.clusters.some((index) => clusters[index]?.match);
  const fresh = group.clusters.filter((index) => clusters[index]?.match === null);
  return hasOne ? fresh : fresh.slice(1);
}

/** Clusters that become one, lowest first, with a customer of the archive that their groups name. */
interface JoinedSet {
  readonly indexes: number[];
  known: Known | null;
}

/** The sets of clusters that `update` makes one, by each of their clusters. */
function joinClusters(groups: readonly DuplicateGroup[]): Map<number, JoinedSet> {
  const sets = new Map<number, JoinedSet>();
  for (const group of groups) {
    const parts = new Set(
      group.clusters.map((index) => sets.get(index) ?? { indexes: [index], known: null }),
    );
    const indexes = [...parts].flatMap((part) => part.indexes).sort((left, right) => left - right);
    const known = [...parts].find((part) => part.known)?.known ?? group.known[0] ?? null;
    const whole: JoinedSet = { indexes, known };
    for (const index of indexes) sets.set(index, whole);
  }
  return sets;
}

function joinedOutcome(
  { indexes, known }: JoinedSet,
  clusters: readonly Cluster[],
  skipped: ReadonlySet<number>,
): Outcome {
  const rows = indexes.flatMap((index) => clusters[index]?.members ?? []).sort((left, right) => left - right);
  if (indexes.every((index) => skipped.has(index))) return { members: [], target: null, skipped: rows };
  const match = indexes.map((index) => clusters[index]?.match ?? null).find((one) => one !== null);
  return { members: rows, target: match ?? known, skipped: [] };
}

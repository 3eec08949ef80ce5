import { nameKey } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import type { CustomerInput } from '../../domain/customer.ts';

/** A customer of the vault that a row may be; only such as the person may see. */
export interface Known {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly hasPhones: boolean;
  /** A look at it is logged: what is not in the index may match, but is not shown. */
  readonly guarded: boolean;
  /** False when the person may not change it: its rows cannot update it. */
  readonly open: boolean;
}

/** Look-ups in the vault, each by an index. */
export interface KnownCustomers {
  byCode(code: string): readonly Known[];
  byNameKey(key: string): readonly Known[];
  byPhone(digits: string): readonly Known[];
}

/**
 * What to do with rows that mean one customer: `update` makes one of them (the vault's, if it has it), `add`
 * files each row as an archive of its own, `skip` leaves out what is there already.
 */
export const DECISIONS = ['update', 'add', 'skip'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Rows that say they are one customer by code or by name: a cluster. Most clusters are one row. */
export interface Cluster {
  /** Indexes into the drafts, in the order of the file. */
  readonly members: readonly number[];
  /** The vault's customer that these rows are, by code before name. */
  readonly match: Known | null;
  /** Further ones that a row of the cluster would also fit. */
  readonly alsoLike: readonly Known[];
}

/** A question to the person, with what is done if it is not answered. */
export interface DuplicateGroup {
  /** Stable for one file and one vault. */
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
  /** Two people may have one name, so their numbers count too; two companies may not. */
  readonly isPerson: boolean;
  readonly phones: readonly string[];
}

/** Shorter runs of digits are extensions and short numbers that many share. */
const SHORTEST_PHONE = 7;
const MOST_NAMESAKES = 50;

export function keysOf(input: CustomerInput): Keys {
  const numbers = [...input.phones, ...input.contacts.flatMap(({ mobile, phone }) => [mobile, phone])];
  const digits = numbers.flatMap((number) => (number === null ? [] : [phoneKey(number)]));
  return {
    code: input.uscc,
    name: nameKey(input.name),
    isPerson: input.party === 'individual',
    phones: [...new Set(digits)].filter((key) => key.length >= SHORTEST_PHONE),
  };
}

/** Two codes that differ are two customers, whatever their names. */
const differ = (left: string | null, right: string | null) =>
  left !== null && right !== null && left !== right;

/**
 * Finds what is one customer among the drafts and with the vault: by 统一社会信用代码, by normalised name
 * unless the codes differ, and, as a question only, by phone.
 */
export function findDuplicates(keys: readonly Keys[], known: KnownCustomers): Duplicates {
  const members = clusterRows(keys);
  const clusters = members.map((indexes) => matchCluster(indexes, keys, known));
  const groups = clusters.flatMap((cluster, index) => sureGroup(cluster, index, keys));
  return { clusters, groups: [...groups, ...doubtfulGroups(clusters, keys, known)] };
}

interface OpenCluster {
  readonly rows: number[];
  code: string | null;
  /** Numbers of a person; a company's are not looked at. */
  readonly phones: Set<string>;
}

/** Rows joined by code, then by name; each cluster in the order of the file, and so are the clusters. */
function clusterRows(keys: readonly Keys[]): number[][] {
  const clusters: OpenCluster[] = [];
  const byCode = new Map<string, OpenCluster>();
  const byName = new Map<string, OpenCluster[]>();
  for (const [row, key] of keys.entries()) {
    const sameName = byName.get(key.name) ?? [];
    let cluster =
      (key.code === null ? undefined : byCode.get(key.code)) ?? sameName.find((one) => fits(one, key));
    if (!cluster) {
      cluster = { rows: [], code: null, phones: new Set() };
      clusters.push(cluster);
    }
    cluster.rows.push(row);
    cluster.code ??= key.code;
    if (key.isPerson) for (const phone of key.phones) cluster.phones.add(phone);
    if (key.code !== null) byCode.set(key.code, cluster);
    // A name that so many different codes share says nothing; looking through all of them would take for ever.
    if (sameName.length >= MOST_NAMESAKES || sameName.includes(cluster)) continue;
    sameName.push(cluster);
    byName.set(key.name, sameName);
  }
  return clusters.map(({ rows }) => rows);
}

/** One name is one customer, unless the codes differ, or a person's numbers do. */
function fits({ code, phones }: OpenCluster, key: Keys): boolean {
  if (differ(code, key.code)) return false;
  if (!key.isPerson || phones.size === 0 || key.phones.length === 0) return true;
  return key.phones.some((phone) => phones.has(phone));
}

function matchCluster(members: readonly number[], keys: readonly Keys[], known: KnownCustomers): Cluster {
  const found = new Map<number, Known>();
  const own = members.flatMap((index) => keys[index] ?? []);
  const code = own.find((key) => key.code !== null)?.code ?? null;
  if (code !== null) for (const one of known.byCode(code)) found.set(one.id, one);
  for (const key of own) {
    for (const one of known.byNameKey(key.name)) {
      if (!differ(one.uscc, code) && isNamesake(key, one, known)) found.set(one.id, one);
    }
  }
  const [match = null, ...alsoLike] = found.values();
  return { members, match, alsoLike };
}

/** For a person one number must be shared, where both have any. */
function isNamesake({ isPerson, phones }: Keys, one: Known, known: KnownCustomers): boolean {
  if (!isPerson || phones.length === 0 || !one.hasPhones) return true;
  return phones.some((phone) => known.byPhone(phone).some(({ id }) => id === one.id));
}

function sureGroup(cluster: Cluster, index: number, keys: readonly Keys[]): DuplicateGroup[] {
  if (cluster.members.length === 1 && cluster.match === null) return [];
  const own = cluster.members.flatMap((member) => keys[member] ?? []);
  const codes = new Set(own.map(({ code }) => code));
  // A cluster has one code at most: rows of two are never joined.
  const byCode = !codes.has(null) && (cluster.match === null || codes.has(cluster.match.uscc));
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

/** Clusters that the vault does not have, with what shares a phone, or a name under another code. */
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

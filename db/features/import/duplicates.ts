import { nameKey, nameKeys, namesItsPlace } from '../../domain/cells/names.ts';
import { isLikePerson } from '../../domain/cells/people.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import { isIdentifying } from '../../domain/uscc.ts';

/** A customer of the vault that a row may be; only such as the person may see. */
export interface Known {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly province: string | null;
  readonly city: string | null;
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
  /** Such as once had a name with this key. */
  byFormerName(key: string): readonly Known[];
  /** Such as have a name that is like another (`NameKeys.like`). */
  byLikeName(like: string): readonly Known[];
}

/**
 * What to do with rows that mean one customer: `update` makes one of them (the vault's, if it has it), `add`
 * files each row as an archive of its own, `skip` leaves out what is there already.
 */
export const DECISIONS = ['update', 'add', 'skip'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Rows that say they are one customer by code, by name or by a former name: a cluster. Most clusters are one row. */
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
  /**
   * `code`, `name`, `former_name` (said in its column): surely one customer, so `update`; `phone`, `other_code` (one
   * name, two codes or places, or two people by their numbers), `like_name` and `former_in_brackets`: perhaps.
   */
  readonly reason:
    | 'code'
    | 'name'
    | 'former_name'
    | 'phone'
    | 'other_code'
    | 'like_name'
    | 'former_in_brackets';
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
  /** Only a code that can be somebody's: right in itself. */
  readonly code: string | null;
  readonly name: string;
  /** '' for a person, whose name is like many. */
  readonly like: string;
  readonly formerNames: readonly string[];
  readonly formerInBrackets: string | null;
  readonly isPerson: boolean;
  /** Two people may have one name, so their numbers count too; so may 张伟, of whom the ledger does not say that he is one. */
  readonly isLikePerson: boolean;
  readonly province: string | null;
  readonly city: string | null;
  readonly phones: readonly string[];
}

type Place = Pick<Keys, 'province' | 'city'>;

/** Shorter runs of digits are extensions and short numbers that many share. */
const SHORTEST_PHONE = 7;
const MOST_NAMESAKES = 50;
/** 顺发 and 永兴 are the names of many. */
const SHORTEST_LIKE = 3;

export function keysOf(input: CustomerInput): Keys {
  const numbers = [...input.phones, ...input.contacts.flatMap(({ mobile, phone }) => [mobile, phone])];
  const digits = numbers.flatMap((number) => (number === null ? [] : [phoneKey(number)]));
  const isPerson = input.party === 'individual';
  const { key, like, former } = nameKeys(input.name);
  return {
    code: identity(input.uscc),
    name: key,
    like: isPerson ? '' : like,
    formerNames: isPerson ? [] : input.formerNames.map(nameKey),
    formerInBrackets: isPerson ? null : former,
    isPerson,
    isLikePerson: isPerson || isLikePerson(input.name),
    province: input.province,
    city: input.city,
    phones: [...new Set(digits)].filter((key) => key.length >= SHORTEST_PHONE),
  };
}

const identity = (code: string | null) => (code !== null && isIdentifying(code) ? code : null);

/** Two codes that differ are two customers, whatever their names; what is not said differs from nothing. */
const differ = (left: string | null, right: string | null) =>
  left !== null && right !== null && left !== right;

/** One name in two places, as two shops have it, 顺发五金店; not a company that says its own: 佛山顺发五金有限公司. */
const liesElsewhere = (key: Keys, one: Place) =>
  (differ(key.city, one.city) || differ(key.province, one.province)) && !namesItsPlace(key.name);

/** Whether a group is one customer for sure. */
export const isSure = ({ reason }: Pick<DuplicateGroup, 'reason'>): boolean =>
  reason === 'code' || reason === 'name' || reason === 'former_name';

/**
 * Finds what is one customer among the drafts and with the vault: by 统一社会信用代码, by normalised name or a former
 * one unless the codes differ, and, as a question only, by phone and by names that are like each other.
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
  /** Of the first row that says so. */
  province: string | null;
  city: string | null;
  /** Of its rows as far as they have been asked for: most clusters never are. */
  phones: Set<string> | null;
  counted: number;
}

/** Rows joined by code, then by name; each cluster in the order of the file, and so are the clusters. */
function clusterRows(keys: readonly Keys[]): number[][] {
  const clusters: OpenCluster[] = [];
  const byCode = new Map<string, OpenCluster>();
  const byName = new Map<string, OpenCluster[]>();
  const byFormer = new Map<string, OpenCluster>();
  for (const [row, key] of keys.entries()) {
    const sameName = byName.get(key.name) ?? [];
    const formerly = key.isPerson
      ? []
      : [byFormer.get(key.name), ...key.formerNames.flatMap((name) => byName.get(name) ?? [])];
    let cluster =
      (key.code === null ? undefined : byCode.get(key.code)) ??
      sameName.find((one) => isNamesakeOf(one, key, keys)) ??
      formerly.find((one) => one !== undefined && !differ(one.code, key.code));
    if (!cluster) {
      cluster = { rows: [], code: null, province: null, city: null, phones: null, counted: 0 };
      clusters.push(cluster);
    }
    cluster.rows.push(row);
    cluster.code ??= key.code;
    cluster.province ??= key.province;
    cluster.city ??= key.city;
    if (key.code !== null) byCode.set(key.code, cluster);
    for (const name of key.formerNames) if (!byFormer.has(name)) byFormer.set(name, cluster);
    // A name that so many different codes share says nothing; looking through all of them would take for ever.
    if (sameName.length >= MOST_NAMESAKES || sameName.includes(cluster)) continue;
    sameName.push(cluster);
    byName.set(key.name, sameName);
  }
  return clusters.map(({ rows }) => rows);
}

/** One name is one customer, unless the codes differ, or its places or a person's numbers do and no number is shared. */
function isNamesakeOf(cluster: OpenCluster, key: Keys, keys: readonly Keys[]): boolean {
  if (differ(cluster.code, key.code)) return false;
  const isElsewhere = liesElsewhere(key, cluster);
  if (!isElsewhere && !key.isLikePerson) return true;
  const phones = phonesOf(cluster, keys);
  if (!isElsewhere && (phones.size === 0 || key.phones.length === 0)) return true;
  return key.phones.some((phone) => phones.has(phone));
}

function phonesOf(cluster: OpenCluster, keys: readonly Keys[]): ReadonlySet<string> {
  const phones = (cluster.phones ??= new Set());
  for (; cluster.counted < cluster.rows.length; cluster.counted++)
    for (const phone of keys[cluster.rows[cluster.counted] ?? -1]?.phones ?? []) phones.add(phone);
  return phones;
}

function matchCluster(members: readonly number[], keys: readonly Keys[], known: KnownCustomers): Cluster {
  const found = new Map<number, Known>();
  const own = members.flatMap((index) => keys[index] ?? []);
  const code = own.find((key) => key.code !== null)?.code ?? null;
  if (code !== null) for (const one of known.byCode(code)) found.set(one.id, one);
  const take = (candidates: readonly Known[], fits: (one: Known) => boolean = () => true) => {
    for (const one of candidates) if (!differ(identity(one.uscc), code) && fits(one)) found.set(one.id, one);
  };
  for (const key of own) take(known.byNameKey(key.name), (one) => isNamesake(key, one, known));
  for (const key of own) {
    for (const name of key.formerNames) take(known.byNameKey(name));
    if (!key.isPerson) take(known.byFormerName(key.name));
  }
  const [match = null, ...alsoLike] = found.values();
  return { members, match, alsoLike };
}

/** For a person, and in another place, one number must be shared; of a person only where both have any. */
function isNamesake(key: Keys, one: Known, known: KnownCustomers): boolean {
  const areSilent = key.phones.length === 0 || !one.hasPhones;
  if (!liesElsewhere(key, one) && (!key.isLikePerson || areSilent)) return true;
  return key.phones.some((phone) => known.byPhone(phone).some(({ id }) => id === one.id));
}

function sureGroup(cluster: Cluster, index: number, keys: readonly Keys[]): DuplicateGroup[] {
  if (cluster.members.length === 1 && cluster.match === null) return [];
  const own = cluster.members.flatMap((member) => keys[member] ?? []);
  const codes = new Set(own.map(({ code }) => code));
  // A cluster has one code at most: rows of two are never joined.
  const byCode = !codes.has(null) && (cluster.match === null || codes.has(cluster.match.uscc));
  const names = new Set(own.map(({ name }) => name));
  const byName = names.size === 1 && (cluster.match === null || names.has(nameKey(cluster.match.name)));
  return [
    {
      id: `same:${cluster.members[0] ?? 0}`,
      reason: byCode ? 'code' : byName ? 'name' : 'former_name',
      clusters: [index],
      known: cluster.match ? [cluster.match, ...cluster.alsoLike] : [],
      proposed: 'update',
    },
  ];
}

/** Clusters that the vault does not have, with what shares a phone, a name under another code, or is called much alike. */
function doubtfulGroups(
  clusters: readonly Cluster[],
  keys: readonly Keys[],
  known: KnownCustomers,
): DuplicateGroup[] {
  const asked = new Set<string>();
  const groups: DuplicateGroup[] = [];
  const ask = (
    reason: DuplicateGroup['reason'],
    indexes: readonly number[],
    candidates: () => readonly Known[],
  ) => {
    if (indexes.every((index) => clusters[index]?.match)) return;
    const matched = new Set(indexes.map((index) => clusters[index]?.match?.id));
    const others = candidates().filter(({ id }) => !matched.has(id));
    const same = `${indexes.join(',')}|${others.map(({ id }) => id).join(',')}`;
    if (indexes.length + others.length < 2 || asked.has(same)) return;
    asked.add(same);
    const id = `${reason}:${clusters[indexes[0] ?? 0]?.members[0] ?? 0}:${asked.size}`;
    groups.push({ id, reason, clusters: indexes, known: others, proposed: 'add' });
  };
  const own = (index: number) => clusters[index]?.members.flatMap((member) => keys[member] ?? []) ?? [];
  const names = sharing(clusters.length, (index) => own(index).map(({ name }) => name));
  const namedSo = new Map<string, readonly number[]>();
  for (const [name, indexes] of names) {
    namedSo.set(name, indexes);
    ask('other_code', indexes, () => known.byNameKey(name));
  }
  for (let index = 0; index < clusters.length; index++)
    for (const { formerInBrackets: former } of own(index))
      if (former !== null) {
        const others = namedSo.get(former) ?? [];
        ask('former_in_brackets', [...new Set([index, ...others])], () => known.byNameKey(former));
      }
  const alike = sharing(clusters.length, (index) =>
    own(index).flatMap(({ like }) => (like.length < SHORTEST_LIKE ? [] : [like])),
  );
  for (const [like, indexes] of alike) {
    const said = new Set(indexes.flatMap((index) => own(index).map(({ name }) => name)));
    const hasNew = indexes.some((index) => clusters[index]?.match === null);
    // What is called the very same was asked before.
    const others = hasNew ? known.byLikeName(like).filter((one) => !said.has(nameKey(one.name))) : [];
    if (said.size + others.length > 1) ask('like_name', indexes, () => others);
  }
  const phones = sharing(clusters.length, (index) => own(index).flatMap((key) => key.phones));
  for (const [phone, indexes] of phones) ask('phone', indexes, () => known.byPhone(phone));
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

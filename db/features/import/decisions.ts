import {
  isSure,
  type Cluster,
  type Decision,
  type DuplicateGroup,
  type Duplicates,
  type Known,
} from './duplicates.ts';

/** What one archive will be made of, once every question is answered. */
export interface Outcome {
  /** Rows that become one archive, the first giving what only one can give. Empty: nothing is written. */
  readonly members: readonly number[];
  /** The vault's customer to bring up to date; null for a new one. */
  readonly target: Known | null;
  /** Rows left out by decision. */
  readonly skipped: readonly number[];
  /** Rows left apart because nobody has answered a question about them. */
  readonly open: readonly number[];
}

/** The person's answers to the duplicates: for a group, or for all alike. */
export interface Answers {
  readonly all?: Decision | undefined;
  readonly byGroup: Readonly<Record<string, Decision>>;
  /** What becomes of a question without an answer: as proposed, or its rows are left apart. */
  readonly unanswered?: 'as_proposed' | 'left_apart' | undefined;
}

/**
 * Carries out the decisions, customer by customer in the order of the file. A group without an answer takes
 * `all` if given, else what was proposed. Where groups overlap, `update` joins what they name and `skip` leaves
 * out what is new in them.
 */
export function* decide({ clusters, groups }: Duplicates, answers: Answers): Generator<Outcome> {
  const sure = new Map<number, Decision>();
  const joining: DuplicateGroup[] = [];
  const skipped = new Set<number>();
  const open = new Set<number>();
  for (const group of groups) {
    const answer = answers.byGroup[group.id] ?? answers.all;
    const decision = answer ?? group.proposed;
    if (isSure(group)) sure.set(group.clusters[0] ?? -1, decision);
    else if (answer === undefined && answers.unanswered === 'left_apart')
      for (const index of newOnes(group, clusters)) open.add(index);
    else if (decision === 'update') joining.push(group);
    else if (decision === 'skip') for (const index of skippedClusters(group, clusters)) skipped.add(index);
  }
  const joined = joinClusters(joining);
  for (const [index, { members, match }] of clusters.entries()) {
    const set = joined.get(index);
    if (set) {
      if (set.indexes[0] === index) yield joinedOutcome(set, clusters, skipped);
    } else if (open.has(index)) yield { members: [], target: null, skipped: [], open: members };
    else if (skipped.has(index)) yield { members: [], target: null, skipped: members, open: [] };
    else yield* outcomesOf(members, match, sure.get(index) ?? 'update');
  }
}

function* outcomesOf(rows: readonly number[], target: Known | null, decision: Decision): Generator<Outcome> {
  if (decision === 'add')
    for (const row of rows) yield { members: [row], target: null, skipped: [], open: [] };
  else if (decision === 'update') yield { members: rows, target, skipped: [], open: [] };
  else {
    const kept = target ? [] : rows.slice(0, 1);
    yield { members: kept, target: null, skipped: rows.slice(kept.length), open: [] };
  }
}

const newOnes = (group: DuplicateGroup, clusters: readonly Cluster[]) =>
  group.clusters.filter((index) => clusters[index]?.match === null);

/** Of a doubtful group only the first of the file stays, or none when the vault has the customer. */
function skippedClusters(group: DuplicateGroup, clusters: readonly Cluster[]): number[] {
  const hasOne = group.known.length > 0 || group.clusters.some((index) => clusters[index]?.match);
  const fresh = newOnes(group, clusters);
  return hasOne ? fresh : fresh.slice(1);
}

/** Clusters that become one, lowest first, with a customer of the vault that their groups name. */
interface JoinedSet {
  readonly indexes: number[];
  known: Known | null;
}

/** The sets of clusters that `update` makes one, by each of their clusters. */
function joinClusters(groups: readonly DuplicateGroup[]): Map<number, JoinedSet> {
  const parents = new Map<number, number>();
  const rootOf = (index: number): number => {
    let at = index;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) {
      // Halves the way for whoever comes next, or long chains would be walked again and again.
      parents.set(at, parents.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { clusters } of groups) {
    const [root = 0, ...others] = new Set(clusters.map(rootOf));
    for (const other of others) parents.set(other, root);
  }
  const byRoot = new Map<number, JoinedSet>();
  const byCluster = new Map<number, JoinedSet>();
  for (const { clusters, known } of groups) {
    const root = rootOf(clusters[0] ?? 0);
    const set = byRoot.get(root) ?? { indexes: [], known: null };
    byRoot.set(root, set);
    set.known ??= known[0] ?? null;
    for (const index of clusters) {
      if (byCluster.has(index)) continue;
      set.indexes.push(index);
      byCluster.set(index, set);
    }
  }
  for (const { indexes } of byRoot.values()) indexes.sort((left, right) => left - right);
  return byCluster;
}

function joinedOutcome(
  { indexes, known }: JoinedSet,
  clusters: readonly Cluster[],
  skipped: ReadonlySet<number>,
): Outcome {
  const rows = indexes.flatMap((index) => clusters[index]?.members ?? []).sort((left, right) => left - right);
  if (indexes.every((index) => skipped.has(index)))
    return { members: [], target: null, skipped: rows, open: [] };
  const match = indexes.map((index) => clusters[index]?.match ?? null).find((one) => one !== null);
  return { members: rows, target: match ?? known, skipped: [], open: [] };
}

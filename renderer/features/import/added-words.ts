import type { Clients } from '../../lib/vault.ts';
import type { PlanWord } from './import-types.ts';

/** As long as a choice of a list may be. */
const LONGEST = 40;

/** True for a word of a list that the department keeps, and not of a closed set. */
export const canBeAdded = ({ list, word }: PlanWord): boolean => list !== null && word.length <= LONGEST;

/**
 * Adds words to the ends of their lists, those of one list by one act, and tells the code that each has then. What is
 * there already, as after a try of which only a part was done, is left as it is.
 */
export async function addToLists(
  client: Clients['vault'],
  words: readonly PlanWord[],
): Promise<(word: PlanWord) => string | null> {
  const codes = new Map<string, string>();
  const keyOf = ({ list, word }: Pick<PlanWord, 'list' | 'word'>) => JSON.stringify([list, word]);
  for (const [list, added] of Map.groupBy(words, (word) => word.list)) {
    if (list === null) continue;
    const labels = new Set(added.map(({ word }) => word));
    for (const { labelZh, code } of await extendList(client, list, labels))
      if (labels.has(labelZh)) codes.set(keyOf({ list, word: labelZh }), code);
  }
  return (word) => codes.get(keyOf(word)) ?? null;
}

/** The choices of a list that are in use, once these are among them. */
async function extendList(client: Clients['vault'], list: string, labels: ReadonlySet<string>) {
  // As it is now: what is left out of a list that is saved goes out of use.
  const all = await client.lists.all.query();
  const used = (all[list] ?? []).filter(({ active }) => active);
  const fresh = [...labels].filter((label) => used.every(({ labelZh }) => labelZh !== label));
  if (fresh.length === 0) return used;
  const items = [
    ...used.map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn })),
    ...fresh.map((label) => ({ labelZh: label, labelEn: '' })),
  ];
  return client.lists.edit.mutate({ list, items });
}

/** What `work` makes of each item, in their order; two are worked on at any time. */
export async function twoAtATime<Item, Made>(
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  const rest = items.entries();
  const take = async () => {
    for (const [at, item] of rest) made[at] = await work(item);
  };
  await Promise.all([take(), take()]);
  return made;
}

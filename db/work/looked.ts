/** Cases that one session remembers at most; what was looked at longest ago goes first. */
const MOST = 1_000;
const HELD = 'flows.looked';

/** For so long what searches show of one archive is one look, in milliseconds: somebody types, and looks on. */
const ONE_LOOK_MS = 15 * 60_000;

/** Which cases a session was shown, each at the version that it was shown last; and which archives searches told of. */
export class Looked {
  readonly #versions = new Map<string, number>();
  readonly #found = new Map<number, number>();

  /** True while what a search tells of an archive belongs to a look that is in the log. */
  wasFound(id: number, now: number): boolean {
    const since = this.#found.get(id);
    return since !== undefined && now >= since && now - since < ONE_LOOK_MS;
  }

  noteFound(id: number, now: number): void {
    this.#found.delete(id);
    this.#found.set(id, now);
    const [oldest] = this.#found.keys();
    if (this.#found.size > MOST && oldest !== undefined) this.#found.delete(oldest);
  }

  note(flow: string, id: number, version: number): void {
    const name = `${flow}:${id}`;
    this.#versions.delete(name);
    this.#versions.set(name, version);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > MOST && oldest !== undefined) this.#versions.delete(oldest);
  }

  has(flow: string, id: number, version: number): boolean {
    return this.#versions.get(`${flow}:${id}`) === version;
  }
}

/** What the session has looked at; it goes with the session. */
export function lookedIn(held: Map<string, object>): Looked {
  const kept = held.get(HELD);
  if (kept instanceof Looked) return kept;
  const looked = new Looked();
  held.set(HELD, looked);
  return looked;
}

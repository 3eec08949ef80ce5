/** Cases that one session remembers at most; what was looked at longest ago goes first. */
const MOST = 1_000;
const HELD = 'flows.looked';

/** Which cases a session was shown, each at the version that it was shown last. */
export class Looked {
  readonly #versions = new Map<string, number>();

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

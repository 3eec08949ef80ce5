import type { Caller } from '../../../../db/router/dispatch.ts';
import { Desk } from './desk.ts';

/** Who reads an archive back, by what they are in it; the values are logins. */
export interface Readers {
  readonly admin: string;
  readonly auditor: string;
  readonly archivist: string;
  /** Developer and archivist in one account. */
  readonly both: string;
  readonly developer: string;
  /** 客户服务部经理, who reads every class. */
  readonly manager: string;
}

/** What is needed to open an archive and to ask it what it was asked when it was made. Times in milliseconds UTC. */
export interface Asked {
  /** `NAME.kda` in the folder. */
  readonly file: string;
  /** The newest row of the log is of that time. */
  readonly closedAt: number;
  /** Within a day of the last anchor: opening makes none. */
  readonly openedAt: number;
  /** Some classes have lapsed by then. */
  readonly laterAt: number;
  readonly readers: Readers;
  /** Logins that open with a password of their own. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Logins that open with a one-time code until its 30 days are over. */
  readonly codes: Readonly<Record<string, string>>;
  /** Logins that may not sign in any more. */
  readonly disabled: readonly string[];
  /** Lines of the three recovery sheets. */
  readonly sheets: ReadonlyArray<readonly string[]>;
  /** Keys under which choices are remembered. */
  readonly preferences: readonly string[];
  readonly searches: ReadonlyArray<readonly [login: string, text: string]>;
  readonly similar: ReadonlyArray<{ name: string; uscc: string | null; phones: string[] }>;
  /** 档号 of archives whose cards are printed. */
  readonly cards: readonly string[];
  /** Ids of archives that are no more; those that were kept before format 260 have none. */
  readonly gone?: readonly number[];
  /** Where files may be written. */
  readonly scratch?: string;
}

/** An open archive with its readers signed in. */
export interface World {
  readonly desk: Desk;
  readonly asked: Asked;
  as(reader: keyof Readers): Caller;
}

/** Opens an archive on the day after it was made and signs in those readers, the first one opening it. */
export async function openWorld(
  path: string,
  asked: Asked,
  readers: ReadonlyArray<keyof Readers>,
): Promise<World> {
  const desk = new Desk(path, asked.openedAt);
  for (const reader of readers) {
    const login = asked.readers[reader];
    await desk.signIn(login, asked.passwords[login] ?? '');
  }
  return { desk, asked, as: (reader) => desk.as(asked.readers[reader]) };
}

/** Every archive that a reader sees in the index, as [id, 档号], in the order of ids. */
export async function listAll(caller: Caller): Promise<Array<readonly [id: number, archiveNo: string]>> {
  const found: Array<readonly [number, string]> = [];
  for (let offset = 0; ; offset = found.length) {
    const page = await caller.search.list({ start: { offset }, limit: 200 });
    found.push(...page.rows.map(({ id, archiveNo }) => [id, archiveNo] as const));
    if (page.next === null) return found.toSorted(([a], [b]) => a - b);
  }
}

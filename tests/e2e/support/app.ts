import type { Page } from 'playwright';
import { TEST_ENVIRONMENT } from '../../../electron/main/switches.ts';

/** The program, running: on Electron or on the stand-in, driven the same way. */
export interface App {
  readonly engine: 'electron' | 'stand-in';
  readonly page: Page;
  /** The next file dialog chooses these paths, or turns back with null. */
  answerDialog(paths: readonly string[] | null): Promise<void>;
  /** The next document that would have gone to a printer, as PDF. */
  printed(): Promise<Buffer>;
  /** The next path that would have been opened with another program. */
  opened(): Promise<string>;
  /** What the system tells programs: `lock-screen`, `suspend`. */
  power(event: 'lock-screen' | 'suspend'): Promise<void>;
  /** Ends in order. */
  close(): Promise<void>;
  /** The vault's thread ends as if it had failed; absent where nobody can make it. */
  endThread?(): Promise<void>;
  /** Ends as a power cut would. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder for the program's own files; the same one again is a restart. */
  readonly userData: string;
  /** The temporary folder of all its processes; absent: the system's. */
  readonly temp?: string | undefined;
}

/** What the processes of the program inherit. */
export function environment({ temp }: LaunchOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    [TEST_ENVIRONMENT]: '1',
    ...(temp !== undefined && { TMPDIR: temp, TMP: temp, TEMP: temp }),
  };
}

/** Values that arrive one by one, and those who wait for the next. */
export class Mailbox<T> {
  readonly #arrived: T[] = [];
  readonly #waiting: Array<(value: T) => void> = [];

  put(value: T): void {
    const next = this.#waiting.shift();
    if (next) next(value);
    else this.#arrived.push(value);
  }

  take(): Promise<T> {
    const value = this.#arrived.shift();
    return value === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(value);
  }
}

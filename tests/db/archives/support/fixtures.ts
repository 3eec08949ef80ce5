/** The archives that are kept of every format, and copies of them to work in. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomerInput } from '../../../../db/domain/customer.ts';
import type { Asked } from './world.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/archives');

/** Names of the folders, one a format. */
export const FORMATS: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The file with the keys that open the archive of a format. */
export const derivationsOf = (format: string): string => join(FOLDER, format, 'derivations.json');

type Written<Value> = { readonly [Key in keyof Value]?: Value[Key] };

interface WrittenCustomer {
  readonly archiveNo: string;
  readonly id: number;
  readonly inForce: string;
  readonly input: Written<CustomerInput> & Pick<CustomerInput, 'name' | 'category' | 'secrecy'>;
  readonly version: number;
  readonly history: ReadonlyArray<{ version: number; field: string; by: string; reason?: string }>;
}

interface WrittenFiling {
  readonly id: number;
  readonly state: string;
  readonly reportedBy: string;
  readonly decidedBy?: string;
  readonly input: Written<CustomerInput>;
  readonly may: { readonly edit: boolean; readonly decide: boolean };
}

interface WrittenInspection {
  readonly addendum: number;
  readonly state: string;
  readonly signatures: ReadonlyArray<{ person: string }>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly byWay: Readonly<Record<string, number>>;
}

interface WrittenReport {
  readonly id: number;
  readonly revision: number;
  readonly state: string;
}

/** `contents.json`: what was asked, and by section what was shown. Only what tests go by is typed. */
export interface Contents {
  readonly asked: Asked;
  readonly customers: readonly WrittenCustomer[];
  readonly filings: Readonly<Record<string, readonly WrittenFiling[]>>;
  readonly verification: Readonly<Record<string, { readonly note?: string | null }>>;
  readonly people: {
    readonly accounts: ReadonlyArray<{
      login: string;
      name: string;
      roles: readonly string[];
      state: string;
    }>;
  };
  readonly lists: Readonly<Record<string, ReadonlyArray<{ code: string; active: boolean }>>>;
  readonly settings: { readonly gradeList: string; readonly lockAfterMinutesInForce: number };
  readonly drafts: Readonly<Record<string, ReadonlyArray<{ key: string }>>>;
  /** Since format 230, as what follows. */
  readonly inspections?: { readonly register: readonly WrittenInspection[] };
  readonly repairs?: Readonly<
    Record<string, { readonly opened: ReadonlyArray<{ events: ReadonlyArray<{ what: string }> }> }>
  >;
  /** Since format 250. */
  readonly reports?: {
    readonly register: readonly WrittenReport[];
    readonly opened: ReadonlyArray<{
      readonly comments: readonly unknown[];
      readonly steps: ReadonlyArray<{ readonly step: string; readonly person?: string | null }>;
    }>;
  };
  readonly recomputed?: ReadonlyArray<{ readonly equal: boolean }>;
  readonly properties?: {
    readonly tests: ReadonlyArray<{
      scope: string;
      checks: ReadonlyArray<{ ok: boolean; handling: { reason: string } | null }>;
    }>;
  };
}

export function readContents(format: string): Contents {
  return JSON.parse(readFileSync(join(FOLDER, format, 'contents.json'), 'utf8')) as Contents;
}

/** A copy in a folder of its own that goes with it. */
export class VaultCopy implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'kedang-old-'));
  readonly path: string;
  readonly contents: Contents;
  readonly asked: Asked;

  constructor(format: string) {
    const files = readdirSync(join(FOLDER, format)).filter((name) => !name.endsWith('.json'));
    for (const name of files) copyFileSync(join(FOLDER, format, name), join(this.folder, name));
    this.contents = readContents(format);
    this.asked = { ...this.contents.asked, scratch: this.folder };
    this.path = join(this.folder, this.asked.file);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import type { Database } from 'better-sqlite3';
import { AppError } from '../domain/errors.ts';
import * as core from './0010-core.ts';
import * as customers from './0020-customers.ts';
import * as search from './0030-search.ts';
import * as auditBulk from './0040-audit-bulk.ts';
import * as auditKeys from './0050-audit-keys.ts';
import * as history from './0060-history.ts';
import * as names from './0065-names.ts';
import * as facets from './0066-facets.ts';
import * as flows from './0090-flows.ts';
import * as setAside from './0110-set-aside.ts';
import * as series from './0120-series.ts';
import * as shelf from './0130-shelf.ts';
import * as addressesAndNames from './0140-addresses-and-names.ts';
import * as rights from './0150-rights.ts';
import * as reasons from './0160-reasons.ts';
import * as proposedPeople from './0170-proposed-people.ts';
import * as anchors from './0180-anchors.ts';
import * as accountRequests from './0190-account-requests.ts';
import * as inspections from './0200-inspections.ts';
import * as repairs from './0210-repairs.ts';
import * as environment from './0220-environment.ts';
import * as properties from './0230-properties.ts';
import * as incomplete from './0240-incomplete.ts';
import * as reports from './0250-reports.ts';
import * as takenBack from './0260-taken-back.ts';

export interface Migration {
  /** Value of `user_version` once it has run; the file's number. */
  readonly version: number;
  readonly sql: string;
  /** Registers what the SQL calls besides SQLite's own functions. */
  readonly prepare?: (database: Database) => void;
}

/** Forward only, in order; a released one never changes. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 10, sql: core.sql },
  { version: 20, sql: customers.sql },
  { version: 30, sql: search.sql },
  { version: 40, sql: auditBulk.sql },
  { version: 50, sql: auditKeys.sql },
  { version: 60, sql: history.sql },
  { version: 65, sql: names.sql },
  { version: 66, sql: facets.sql },
  { version: 90, sql: flows.sql },
  { version: 110, sql: setAside.sql },
  { version: 120, sql: series.sql },
  { version: 130, sql: shelf.sql, prepare: shelf.prepare },
  { version: 140, sql: addressesAndNames.sql },
  { version: 150, sql: rights.sql },
  { version: 160, sql: reasons.sql },
  { version: 170, sql: proposedPeople.sql },
  { version: 180, sql: anchors.sql },
  { version: 190, sql: accountRequests.sql },
  { version: 200, sql: inspections.sql },
  { version: 210, sql: repairs.sql },
  { version: 220, sql: environment.sql },
  { version: 230, sql: properties.sql },
  { version: 240, sql: incomplete.sql },
  { version: 250, sql: reports.sql },
  { version: 260, sql: takenBack.sql },
];

/** The newest version that this program knows. */
export const KNOWN_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));

/**
 * Brings the database up to `to`, each step in a transaction of its own. A step that fails is rolled back
 * and stops the rest. Errors: `vault.newer_version` for a file written by a later program.
 */
export function migrate(database: Database, migrations = MIGRATIONS, to = Infinity): void {
  const current = Number(database.pragma('user_version', { simple: true }));
  const known = Math.max(...migrations.map((migration) => migration.version));
  if (current > known) throw new AppError('vault.newer_version', { found: current, known });
  for (const { version, sql, prepare } of migrations) {
    if (version <= current || version > to) continue;
    prepare?.(database);
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${version}`);
    })();
  }
}

/** 安全性: who has an account, who uses it, and who tried to get in. */
import type { ReadableDb } from '../../connection/handles.ts';
import type { Clock } from '../../domain/dates.ts';
import type { PropertyCheck } from '../../domain/properties.ts';
import { parseTries, SIGN_IN } from '../../domain/refused-tries.ts';
import { foldedWords } from '../../domain/text/fold.ts';
import * as log from '../../work/log/store.ts';
import { listAccounts } from '../accounts/service.ts';
import { security } from './checks.ts';
import type { StaffList } from './staff.ts';

const DAY_MS = 86_400_000;

/** Days without use after which an account sleeps, and after which one that was given was never used. */
export const DORMANT_DAYS = 90;
/** How far back refused sign-ins are counted: a half-year. */
const TRIES_DAYS = 184;
/** So many wrong passwords in a row are no slips. */
const MOST_TRIES = 10;

export function checkSecurity(db: ReadableDb, clock: Clock, staff: StaffList | null): PropertyCheck[] {
  const now = clock.now();
  const accounts = listAccounts({ reader: db }).filter(({ state }) => state !== 'disabled');
  const isOld = (at: number | null) => at !== null && now - at > DORMANT_DAYS * DAY_MS;
  const used = accounts.filter(({ lastSignInAt }) => lastSignInAt !== null);
  const given = accounts.filter(({ lastSignInAt }) => lastSignInAt === null);
  const found = (name: string, all: readonly { login: string }[], wrong: readonly { login: string }[]) =>
    security({
      name,
      scope: all.length,
      ok: wrong.length === 0,
      detail: { rows: all.length, problems: wrong.length, first: wrong[0]?.login ?? '', days: DORMANT_DAYS },
    });
  return [
    checkStaff(accounts, staff),
    found(
      'dormant',
      used,
      used.filter(({ lastSignInAt }) => isOld(lastSignInAt)),
    ),
    found(
      'never_used',
      given,
      given.filter(({ createdAt }) => isOld(createdAt)),
    ),
    checkTries(db, now),
  ];
}

interface Holder {
  readonly name: string;
  readonly login: string;
}

/** Everybody who has an account works here; without a list nobody can tell. */
function checkStaff(accounts: readonly Holder[], staff: StaffList | null): PropertyCheck {
  if (!staff)
    return security({
      name: 'staff',
      scope: accounts.length,
      ok: false,
      note: 'no_list',
      detail: { rows: accounts.length },
    });
  const known = new Set(staff.names.map(keyOf));
  const wrong = accounts.filter(({ name }) => !known.has(keyOf(name)));
  const detail = {
    rows: accounts.length,
    problems: wrong.length,
    first: wrong[0]?.name ?? '',
    names: staff.names.length,
    day: staff.day,
  };
  return security({ name: 'staff', scope: accounts.length, ok: wrong.length === 0, detail });
}

/** However wide, spaced or traditional it is written. */
const keyOf = (name: string): string => foldedWords(name).join('');

/** Wrong passwords of the last half-year as the log has them: those of while the vault was closed too. */
function checkTries(db: ReadableDb, now: number): PropertyCheck {
  const told = log.listDeniedSince(db, SIGN_IN, now - TRIES_DAYS * DAY_MS);
  const counts = told.map(({ reason }) => parseTries(reason)?.count ?? 1);
  const most = Math.max(0, ...counts);
  const detail = { tries: counts.reduce((sum, count) => sum + count, 0), most, days: TRIES_DAYS };
  return security({ name: 'failed_sign_ins', scope: told.length, ok: most < MOST_TRIES, detail });
}

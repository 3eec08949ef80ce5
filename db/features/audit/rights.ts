import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { PROGRAM, VOID } from '../../domain/flow.ts';
import { FLOWS } from '../../domain/flows.ts';
import { ACTIONS, may, mayEver, TABLES, type Action } from '../../domain/permissions.ts';
import { isLogged, type Role } from '../../domain/roles.ts';
import { secrecyInForce, type Guarded } from '../../work/guarded.ts';
import { ACCEPT, ACKNOWLEDGE } from '../../work/log/acceptance.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { isWithinReach } from '../../work/log/program-reach.ts';
import { rolesOf } from '../../work/log/recorder.ts';
import { parseSubject } from '../../work/log/subject.ts';
import { relationsTo } from '../../work/reach.ts';
import type { SearchSources } from '../../work/search-source.ts';
import { GuardedById } from './guarded-by-id.ts';
import { LoggedReasons } from './logged-reasons.ts';
import type { Verdict } from './standings.ts';

/** By what an act is allowed. One that is not named here is allowed to nobody. */
type Rule =
  /** Whoever is signed in; with `oneself`, about their own account. */
  | 'signed_in'
  | 'oneself'
  /** One of these permissions, somewhere. */
  | { readonly may: readonly Action[] }
  /** One of these permissions, or about their own account. */
  | { readonly oneselfOr: readonly Action[] }
  /** The permission, asked of the archive; `changes` says what of its class and people the act may change. */
  | { readonly archive: Action; readonly changes?: 'class' | 'people' | 'open_people' }
  /** An archive that an import made, with the whole of which it is taken back: whoever may that need not have read it. */
  | { readonly takesBack: Action }
  /** An archive that is made, by one of these. */
  | { readonly makes: readonly Action[] };

const RULES_OF_ACTS: Readonly<Record<string, Rule>> = {
  'customers.create': { makes: ['customers.create', 'customers.import', 'filings.decide'] },
  'customers.edit': { archive: 'customers.edit', changes: 'open_people' },
  'customers.classify': { archive: 'customers.classify', changes: 'class' },
  'customers.assign': { archive: 'customers.assign', changes: 'people' },
  // Each of its archives has a row of its own, by which the change of that is judged.
  'customers.change_many': { may: ['customers.edit', 'customers.assign'] },
  'customers.undo_many': { may: ['customers.edit', 'customers.assign'] },
  'customers.take_back': { takesBack: 'import.undo' },
  'customers.join': { archive: 'customers.edit' },
  'customers.part': { archive: 'customers.edit' },
  'customers.read': { archive: 'customers.read' },
  'customers.print': { archive: 'customers.print' },
  'customers.export': { archive: 'customers.export' },
  ...Object.fromEntries(FLOWS.flatMap(rulesOfFlow)),
  'inspections.note': { may: ['inspections.inspect'] },
  'inspections.note_level': { may: ['inspections.inspect'] },
  'inspections.correct': { may: ['inspections.inspect'] },
  'inspections.share': { may: ['inspections.inspect'] },
  'inspections.keep_record': { may: ['inspections.inspect'] },
  'inspections.print': { may: ['inspections.print'] },
  'import.apply': { may: ['customers.import'] },
  'import.undo': { may: ['import.undo'] },
  'import.save_refused': { may: ['customers.import'] },
  'seed.run': { may: ['seed.run'] },
  'lists.edit': { may: ['lists.edit'] },
  // What an inspection finds opens a repair, and what it finds again ends a search.
  'repairs.open': { may: ['repairs.edit', 'inspections.inspect'] },
  'repairs.join': { may: ['repairs.edit', 'inspections.inspect'] },
  'repairs.done': { may: ['repairs.edit', 'inspections.inspect'] },
  'repairs.plan': { may: ['repairs.edit'] },
  'repairs.reopen': { may: ['repairs.edit'] },
  'repairs.withdraw': { may: ['repairs.edit'] },
  'repairs.read': { may: ['repairs.read'] },
  'environment.record': { may: ['environment.record'] },
  'environment.withdraw': { may: ['environment.record'] },
  'properties.test': { may: ['properties.test'] },
  'properties.handle': { may: ['properties.handle'] },
  'properties.staff': { may: ['properties.handle'] },
  'properties.read': { may: ['properties.read'] },
  'reports.keep': { may: ['reports.compile', 'reports.file_amendment'] },
  'reports.comment': { may: ['reports.print'] },
  'reports.register_copy': { may: ['reports.hand_out'] },
  'reports.hand_out': { may: ['reports.hand_out'] },
  'reports.take_back': { may: ['reports.hand_out'] },
  'reports.call_in': { may: ['reports.hand_out', 'reports.file_amendment', 'reports.cancel'] },
  'reports.print': { may: ['reports.print'] },
  'reports.export': { may: ['reports.export'] },
  'reports.check': { may: ['reports.check'] },
  'reports.define': { may: ['reports.define'] },
  'settings.edit': { may: ['settings.edit'] },
  'settings.set_aside': { may: ['settings.edit'] },
  'clock.vouch': { may: ['clock.vouch'] },
  'vault.move': { may: ['backup.make'] },
  'vault.renew_sheets': { may: ['accounts.manage'] },
  'accounts.ask': { may: ['accounts.manage'] },
  'accounts.withdraw': { may: ['accounts.manage'] },
  'accounts.refuse': { may: ['accounts.confirm'] },
  'accounts.acknowledge': 'oneself',
  'audit.verify': { may: ['audit.verify'] },
  'audit.compare': { may: ['audit.verify'] },
  'audit.print': { may: ['audit.print'] },
  [ACKNOWLEDGE]: { may: ['audit.acknowledge'] },
  // By whom, and who stands for it besides, is judged by `LoggedAcceptances`.
  [ACCEPT]: 'signed_in',
  'backup.make': { may: ['backup.make'] },
  'backup.rehearse': { may: ['backup.rehearse'] },
  'backup.release': { may: ['backup.release'] },
  'backup.accept': { may: ['backup.accept'] },
  'set_aside.save': 'signed_in',
  'vault.sign_in': 'oneself',
  'vault.change_password': 'oneself',
  'vault.sign_out': { oneselfOr: ['accounts.manage', 'accounts.confirm'] },
};

/** Each step by its own permission; what is saved, and what takes signatures back, by one of any step; looks by `read`. */
function rulesOfFlow({ name, steps }: (typeof FLOWS)[number]): Array<readonly [act: string, rule: Rule]> {
  const allowed = Object.entries(steps).flatMap(([step, { may: by }]) =>
    by === PROGRAM ? [] : [[step, by] as const],
  );
  const all = { may: allowed.map(([, by]) => by) };
  return [
    ...allowed.map(([step, by]) => [`${name}.${step}`, { may: [by] }] as const),
    [`${name}.save`, all],
    [`${name}.${VOID}`, all],
    ...ACTIONS.filter((action) => action === `${name}.read`).map((read) => [read, { may: [read] }] as const),
  ];
}

/** Acts of which the object is a list of archives, whose rows stand beside it. */
const LISTS = ['list'];

/**
 * Judges rows of the log that say by which rules they were allowed: each by the permission table of its version, by
 * default deny, with the roles that its account had by the log, and the class and the people that its archive had by the
 * rows before. Rows from before say neither and are judged by `Standings` alone.
 */
export class Rights {
  readonly #personOf: ReadonlyMap<number, number>;
  readonly #archives = new GuardedById();
  readonly #reasons = new LoggedReasons();
  #version = 0;

  /** `personOf`: the person of each account. */
  constructor(personOf: ReadonlyMap<number, number>) {
    this.#personOf = personOf;
  }

  /**
   * False for a row that its account might not have written; `roles` are those of the account by the log before it, `at`
   * the time by which classes lapse. What the row did to accounts is judged already: `verdict`.
   */
  allows(
    row: AuditRow,
    {
      roles,
      verdict,
      at,
    }: { readonly roles: readonly Role[]; readonly verdict: Verdict; readonly at: number },
  ): boolean {
    // Whoever writes by older rules than the rows before makes them up.
    if ((row.rules ?? 0) < this.#version) return false;
    this.#version = row.rules ?? 0;
    if (row.rules === null) return true;
    const isReasoned = this.#reasons.allows(row, verdict);
    if (row.role === PROGRAM) return isWithinReach(row) && isReasoned;
    const isOfRoles = row.role === rolesOf({ roles });
    const isAllowed = row.decision === 'deny' || verdict !== 'nothing' || this.#isAllowed(row, roles, at);
    return isAllowed && isReasoned && isOfRoles;
  }

  /** The archives whose class or people are not those that the last row on them left; in the order of ids. */
  *wrongArchives(db: ReadableDb, { entries }: SearchSources): Generator<number> {
    for (let after = 0; ;) {
      const records = entries.readGuarded(db, after, AT_ONCE);
      for (const record of records) if (this.#archives.differs(record.id, record)) yield record.id;
      const last = records.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  #isAllowed(row: AuditRow, roles: readonly Role[], at: number): boolean {
    const rule = RULES_OF_ACTS[row.action];
    const table = TABLES.get(row.rules ?? 0);
    if (rule === undefined || table === undefined) return false;
    const anyOf = (actions: readonly Action[]) => actions.some((action) => mayEver(roles, action, table));
    const isOwn = row.object === `account:${row.account_id}`;
    if (rule === 'signed_in') return true;
    if (rule === 'oneself') return isOwn;
    if ('oneselfOr' in rule) return isOwn || anyOf(rule.oneselfOr);
    if ('may' in rule) return anyOf(rule.may);
    if ('archive' in rule && LISTS.includes(row.object)) return anyOf([rule.archive]);
    const id = archiveOf(row);
    const subject = parseSubject(row.subject ?? '');
    if (id === null || subject === undefined) return false;
    const { was, is } = subject;
    const isKnown = was === null ? !this.#archives.has(id) : !this.#archives.differs(id, was);
    this.#archives.set(id, is);
    if ('makes' in rule) return isKnown && was === null && anyOf(rule.makes);
    if (!isKnown || was === null) return false;
    if ('takesBack' in rule)
      return anyOf([rule.takesBack]) && isChangeOf(undefined, was, is, latestDayOf(at));
    const personId = this.#personOf.get(row.account_id) ?? 0;
    const day = latestDayOf(at);
    const mayDo = (guarded: Guarded) => {
      const relations = relationsTo({ personId }, guarded);
      return may(roles, rule.archive, { secrecy: secrecyInForce(guarded, day), relations }, table);
    };
    if (!mayDo(was) || !isChangeOf(rule.changes, was, is, day)) return false;
    return rule.changes !== 'class' || mayDo(is);
  }
}

/** Archives read at a time. */
const AT_ONCE = 5_000;

/** What changed is what the act may change. Of an archive that is not 机密 or 绝密 an edit names people too (S2). */
function isChangeOf(
  changes: 'class' | 'people' | 'open_people' | undefined,
  was: Guarded,
  is: Guarded,
  day: Day,
): boolean {
  const keepsClass = was.secrecy === is.secrecy && was.secrecyUntil === is.secrecyUntil;
  const keepsPeople = was.responsibleId === is.responsibleId && was.keeperId === is.keeperId;
  if (!keepsClass && changes !== 'class') return false;
  if (keepsPeople) return true;
  if (changes === 'open_people') return !isLogged(secrecyInForce(was, day));
  return changes === 'people';
}

/** The latest day that it is anywhere at a time: a class that lapses is in force no longer than a day too short. */
function latestDayOf(at: number): Day {
  return new Date(at + 14 * 3_600_000).toISOString().slice(0, 10);
}

function archiveOf({ object }: AuditRow): number | null {
  const id = Number(/^customer:(\d{1,9})$/.exec(object)?.[1] ?? 0);
  return id > 0 ? id : null;
}

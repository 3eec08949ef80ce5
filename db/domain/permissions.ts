import { SECRECY_CLASSES, type Role, type Secrecy } from './roles.ts';

/**
 * What a person is to a record: `own` reported it or is responsible for it, `assigned` keeps it by name (S2),
 * `grant` holds a live permission for it (Q1), `none` of these.
 */
export const RELATIONS = ['own', 'assigned', 'grant', 'none'] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * Where a role may carry out an action. `classes` is the highest secrecy class allowed for each relation;
 * a relation that is not named is refused. `always` is for actions that concern no record.
 */
type Cell = 'always' | Partial<Record<Relation, Secrecy>>;

const OPEN: Cell = { own: 'top_secret', assigned: 'top_secret', grant: 'top_secret', none: 'top_secret' };
const UP_TO_SECRET: Cell = { own: 'secret', assigned: 'top_secret', grant: 'top_secret', none: 'secret' };
const SECRET_ALONE: Cell = { own: 'secret', assigned: 'secret', grant: 'secret', none: 'secret' };
const BY_GRANT: Cell = { grant: 'top_secret' };

/**
 * Which permission table a row of the log was allowed by. Whoever changes the table raises it, and keeps the one before;
 * so does whoever changes what else a row of the log has to be.
 */
export const RULES = 6;

/** Since these rules imports are kept, and can be taken back. */
export const IMPORTS_SINCE = 6;

/** Since these rules there are inspections. */
export const INSPECTIONS_SINCE = 4;

/** Since these rules there are statistics reports. */
export const REPORTS_SINCE = 5;

/** Since these rules a reason in the log is a choice; before, it was what somebody wrote. */
export const REASONS_SINCE = 2;

/** Since these rules the log counts anchors, and what is done to accounts is anchored. */
export const COUNTED_SINCE = 3;

/** Since these rules what is done to accounts takes two people, or one with two recovery sheets. */
export const CONFIRMED_SINCE = 3;

/**
 * The permission table: action × role × secrecy class × relation. Default deny (rules.md Q1).
 * An action that is missing for a role is refused; there is no other place where access is decided.
 */
export const PERMISSIONS = {
  /** The index (A3): 档号, name, category, grade, place. A class above the cell does not exist for the reader. */
  'customers.list': {
    developer: { own: 'top_secret', assigned: 'top_secret', grant: 'top_secret', none: 'confidential' },
    archivist: OPEN,
    supervisor: OPEN,
    service_manager: OPEN,
    general_manager: OPEN,
    requester: { grant: 'top_secret', none: 'confidential' },
  },
  /** The whole archive with people, notes and history. */
  'customers.read': {
    developer: { own: 'secret', assigned: 'top_secret', grant: 'top_secret' },
    archivist: UP_TO_SECRET,
    supervisor: UP_TO_SECRET,
    service_manager: OPEN,
    general_manager: OPEN,
    requester: BY_GRANT,
  },
  'customers.create': { archivist: 'always' },
  'customers.edit': { archivist: UP_TO_SECRET, supervisor: UP_TO_SECRET },
  'customers.classify': { supervisor: UP_TO_SECRET, service_manager: OPEN },
  /** Who is responsible for an archive and who keeps it: of 机密 and 绝密 an act of its own (S2). */
  'customers.assign': { supervisor: SECRET_ALONE, service_manager: OPEN },
  'customers.export': { archivist: UP_TO_SECRET, supervisor: UP_TO_SECRET, service_manager: OPEN },
  'customers.print': {
    archivist: UP_TO_SECRET,
    supervisor: UP_TO_SECRET,
    service_manager: OPEN,
    general_manager: OPEN,
  },
  'customers.import': { archivist: 'always' },
  /** 导入记录: what each import did, and what was said of its rows. */
  'import.read': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  /** 撤回 of a whole import: by who made it, or by 主管. */
  'import.undo': { archivist: { own: 'top_secret' }, supervisor: OPEN },
  /** 建档申请 (A1): reported by one person, accepted by another. */
  'filings.submit': { developer: 'always', archivist: 'always' },
  'filings.read': {
    developer: { own: 'top_secret' },
    archivist: OPEN,
    supervisor: OPEN,
    service_manager: OPEN,
  },
  'filings.decide': { archivist: 'always' },
  'lists.edit': { supervisor: 'always' },
  'accounts.manage': { system_admin: 'always' },
  /** Confirms what is asked for accounts; for which of them is said beside (`account-request.ts`). */
  'accounts.confirm': { supervisor: 'always', service_manager: 'always', general_manager: 'always' },
  'settings.edit': { system_admin: 'always' },
  /** Says that the computer's date is right where the log speaks against it. */
  'clock.vouch': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    system_admin: 'always',
  },
  'audit.read': { auditor: 'always' },
  /** Has looked at why a vault was opened that is not what was last seen of it. */
  'audit.acknowledge': { auditor: 'always' },
  'audit.verify': {
    auditor: 'always',
    system_admin: 'always',
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
  },
  /** Puts on paper what the log says: a row as 存证码, an opening of a vault that differed. */
  'audit.print': {
    auditor: 'always',
    system_admin: 'always',
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  /** Makes backups and says where; nothing of an archive is shown by that. */
  'backup.make': { system_admin: 'always' },
  /** Sees when the last good one was made. */
  'backup.read': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    system_admin: 'always',
  },
  /** Restores the last backup in a scratch folder, to see that it can be. */
  'backup.rehearse': { supervisor: 'always', service_manager: 'always', system_admin: 'always' },
  /** Lets the backups from before a restore be cleared up. */
  'backup.release': { service_manager: 'always' },
  /** Says that what is missing since the last good backup is rightly gone. */
  'backup.accept': { supervisor: 'always', service_manager: 'always' },
  /** 检查 (D1–D5): sees the list, the progress and the records; 档号, name and place of every archive. */
  'inspections.read': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  /** Opens an inspection, notes what stands on the shelves, and signs as an inspector. */
  'inspections.inspect': { archivist: 'always', supervisor: 'always' },
  'inspections.review': { supervisor: 'always' },
  'inspections.approve': { service_manager: 'always' },
  /** Labels, lists to walk by, records. */
  'inspections.print': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  /** 修复 (D2). */
  'repairs.read': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  'repairs.edit': { archivist: 'always', supervisor: 'always' },
  /** 温湿度 (D3). */
  'environment.read': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  'environment.record': { archivist: 'always', supervisor: 'always' },
  /** 四性检测 (D5). */
  'properties.read': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  'properties.test': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  /** Says what is done about what failed. */
  'properties.handle': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  /** 统计报表 (A2, B1–B5): the department alone compiles; a look counts what the person may list. */
  'reports.run': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  /** Keeps a report under a name, for oneself or for the department. */
  'reports.define': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  /** Takes the figures of a look away as a file. */
  'reports.export': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  /** 报表申请 (B2): asked for by any department, reviewed by 经理, approved by 总经理. */
  'reports.request': {
    developer: 'always',
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
    requester: 'always',
  },
  'reports.read_requests': {
    developer: { own: 'top_secret' },
    archivist: OPEN,
    supervisor: OPEN,
    service_manager: OPEN,
    general_manager: OPEN,
    requester: { own: 'top_secret' },
  },
  'reports.review_request': { service_manager: 'always' },
  'reports.approve_request': { general_manager: 'always' },
  /** A report that was frozen, whether or not it has been reviewed; who asked for it opens it once it is released (B4). */
  'reports.read': {
    developer: { own: 'top_secret' },
    archivist: OPEN,
    supervisor: OPEN,
    service_manager: OPEN,
    general_manager: OPEN,
    requester: { own: 'top_secret' },
  },
  /** 编制: freezes figures, looks over what the program compiled, and hands it on (B1). */
  'reports.compile': { archivist: 'always' },
  /** 审查 (B5): 主管, then 经理, who releases it. */
  'reports.review': { supervisor: 'always' },
  'reports.release': { service_manager: 'always' },
  'reports.cancel': { service_manager: 'always', general_manager: 'always' },
  /** 修改 (B3): asked for by the department, approved by 总经理, filed by the department as a new revision. */
  'reports.amend': { archivist: 'always', supervisor: 'always', service_manager: 'always' },
  'reports.approve_amendment': { general_manager: 'always' },
  'reports.file_amendment': { archivist: 'always' },
  /** 印发 (B4): numbered copies and their register. */
  'reports.hand_out': { archivist: 'always' },
  'reports.print': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
  },
  /** Says of a paper whether its figures are those of the archive, and whose copy it is. */
  'reports.check': {
    archivist: 'always',
    supervisor: 'always',
    service_manager: 'always',
    general_manager: 'always',
    auditor: 'always',
  },
  /** Trial and test data in quantity; refused in a vault that is in real use. */
  'seed.run': { archivist: 'always' },
} as const satisfies Record<string, Partial<Record<Role, Cell>>>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as Action[];

/** What is asked about: nothing for actions without a record. */
export interface Subject {
  readonly secrecy: Secrecy;
  /** All that the person is to it; empty: nothing. */
  readonly relations: readonly Relation[];
}

type Table = Readonly<Partial<Record<string, Partial<Record<Role, Cell>>>>>;

/** A table of before, when there was no such action. */
function without(table: Table, actions: readonly Action[]): Table {
  return Object.fromEntries(
    Object.entries(table).filter(([action]) => !actions.some((one) => one === action)),
  );
}

/** That of rules 5: imports were not kept yet. */
const BEFORE_IMPORTS = without(PERMISSIONS, ['import.read', 'import.undo']);

/** That of rules 4: there were no reports yet. */
const BEFORE_REPORTS = without(
  BEFORE_IMPORTS,
  ACTIONS.filter((action) => action.startsWith('reports.')),
);

/** That of rules 3: there were no inspections yet. */
const BEFORE_INSPECTIONS = without(BEFORE_REPORTS, [
  'inspections.read',
  'inspections.inspect',
  'inspections.review',
  'inspections.approve',
  'inspections.print',
  'repairs.read',
  'repairs.edit',
  'environment.read',
  'environment.record',
  'properties.read',
  'properties.test',
  'properties.handle',
]);

/** That of rules 2: nothing was confirmed by a second person yet. */
const BEFORE_CONFIRMATIONS = without(BEFORE_INSPECTIONS, [
  'accounts.confirm',
  'audit.acknowledge',
  'audit.print',
  'backup.accept',
  'backup.rehearse',
  'backup.release',
]);

/** The present table and those of before, by their version: what was allowed is judged by the one of its time. */
export const TABLES: ReadonlyMap<number, Table> = new Map<number, Table>([
  [
    1,
    {
      ...without(BEFORE_CONFIRMATIONS, ['backup.make', 'backup.read']),
      'clock.vouch': { archivist: 'always', supervisor: 'always', system_admin: 'always' },
    },
  ],
  [2, BEFORE_CONFIRMATIONS],
  [3, BEFORE_INSPECTIONS],
  [4, BEFORE_REPORTS],
  [5, BEFORE_IMPORTS],
  [RULES, PERMISSIONS],
]);

function cellOf(action: Action, role: Role, table: Table = PERMISSIONS): Cell | undefined {
  return table[action]?.[role];
}

/** True when any of the roles may do the action at least somewhere; lists then filter by class. */
export function mayEver(roles: readonly Role[], action: Action, table?: Table): boolean {
  return roles.some((role) => cellOf(action, role, table) !== undefined);
}

/** True when one of the roles may do the action to a record of this class and relation. */
export function may(roles: readonly Role[], action: Action, subject: Subject, table?: Table): boolean {
  const { secrecy, relations } = subject;
  return (['none', ...relations] as const).some((relation) =>
    classesFor(roles, action, relation, table).includes(secrecy),
  );
}

/** The secrecy classes that are open to the roles for a relation, most open first. Empty: none. */
export function classesFor(
  roles: readonly Role[],
  action: Action,
  relation: Relation,
  table?: Table,
): readonly Secrecy[] {
  let highest = -1;
  for (const role of roles) {
    const cell = cellOf(action, role, table);
    if (cell === undefined) continue;
    // Whoever is more than `none` to a record keeps at least what everybody of the role has.
    const limits = cell === 'always' ? ['top_secret' as const] : [cell[relation], cell.none];
    for (const limit of limits) if (limit) highest = Math.max(highest, SECRECY_CLASSES.indexOf(limit));
  }
  return SECRECY_CLASSES.slice(0, highest + 1);
}

/** The log as it is read: rows with the names of what they are about, and one row with what it changed. */
import { rolesInReason } from '../../domain/account-request.ts';
import { AppError } from '../../domain/errors.ts';
import type { Named } from '../../domain/log-words.ts';
import { isOfTries } from '../../domain/refused-tries.ts';
import {
  parseListReason,
  parseSettingsReason,
  type ListChange,
  type SettingChange,
} from '../../domain/said-changes.ts';
import type { Role } from '../../domain/roles.ts';
import type { QueryContext } from '../../work/context.ts';
import { sameBytes } from '../../work/digest.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { HASH_VERSION } from '../../work/log/keyed-hash.ts';
import * as log from '../../work/log/store.ts';
import type { About } from '../../work/subject.ts';
import { accountFacts, listAccounts, SET_PERSON } from '../accounts/service.ts';
import { readParticulars } from './particulars.ts';
import { findLogged, nameLogged, readLoggedChanges, type LoggedChanges } from '../customers/service.ts';

export interface ListFilter extends Omit<log.AuditFilter, 'objects'> {
  /** What somebody typed to name an object: 档号, a name that they may see in the index, or one of our own people. */
  readonly about?: string | undefined;
}

/** A page of the rows that match, newest first; `next` is where the next one begins, null at the end. */
export function listAudit(ctx: QueryContext, { about, ...filter }: ListFilter) {
  const meant = about?.trim() ? { objects: objectsMeant(ctx, about.trim()) } : {};
  const { rows, next } = log.listAuditRows(ctx.reader, { ...filter, ...meant });
  const accounts = new Map(listAccounts(ctx).map((account) => [account.id, account]));
  const named = namesFor(ctx, rows, accounts);
  return {
    rows: rows.map((row) => ({
      ...row,
      ...concerned(row, accounts),
      about: named(row.object),
      hash: hex(row.hash),
    })),
    next,
  };
}

type Accounts = ReadonlyMap<number, { readonly login: string; readonly name: string }>;

/**
 * Whose row it is. A wrong password is of whose account it is, who was not signed in and holds no role by it; whoever was
 * signed in next, and by that had it written, is told apart. Names are empty for logins that no account has.
 */
function concerned(row: ReturnType<typeof log.listAuditRows>['rows'][number], accounts: Accounts) {
  const { name, login, role } = row;
  if (!isOfTries(row)) return { name, login, role, writtenBy: null };
  const tried = accounts.get(idOf('account', row.object) ?? 0);
  return { name: tried?.name ?? '', login: tried?.login ?? '', role: '', writtenBy: { name, login, role } };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The objects that a text names. One that is hidden is found by no more than what the list shows of it: its 档号. */
function objectsMeant(ctx: QueryContext, text: string): string[] {
  const archives = findLogged(ctx, text).map((id) => `customer:${id}`);
  const accounts = listAccounts(ctx).flatMap(({ id, name, login }) =>
    name.includes(text) || login === text.toLowerCase() ? [`account:${id}`] : [],
  );
  return [...archives, ...accounts];
}

/** What objects are called, each as far as the reader may know. */
function namesFor(
  ctx: QueryContext,
  rows: ReadonlyArray<Pick<AuditRow, 'object'>>,
  accounts: Accounts,
): (object: string) => Named | null {
  const told = new Map(ctx.registries.subjects.flatMap(({ about = {} }) => Object.entries(about)));
  const aboutOf = (object: string): About | null => {
    const [kind = ''] = object.split(':');
    const id = idOf(kind, object);
    if (id === null) return null;
    if (kind === 'customer') return { archive: id };
    if (kind === 'account') return accounts.get(id) ?? null;
    return told.get(kind)?.(ctx, id) ?? null;
  };
  const abouts = new Map([...new Set(rows.map(({ object }) => object))].map((one) => [one, aboutOf(one)]));
  const ids = [...abouts.values()].flatMap((about) => (about && 'archive' in about ? about.archive : []));
  const archives = nameLogged(ctx, [...new Set(ids)]);
  return (object) => {
    const about = abouts.get(object);
    if (!about) return null;
    if ('words' in about) return { archiveNo: null, name: null, words: about.words };
    if ('name' in about) return { archiveNo: null, name: about.name };
    const archive = archives.get(about.archive);
    return archive ? { archiveNo: archive.archiveNo, name: archive.name } : null;
  };
}

/** The number in `kind:number`; null where the object is of another kind, or has none. */
function idOf(kind: string, object: string): number | null {
  const [of, id = ''] = object.split(':');
  return of === kind && /^\d{1,15}$/.test(id) ? Number(id) : null;
}

/** Who there is to filter by: everybody who has or had an account. */
export function listActors(ctx: QueryContext): Array<{ id: number; name: string; login: string }> {
  return listAccounts(ctx).map(({ id, name, login }) => ({ id, name, login }));
}

/**
 * What a row changed: nothing, something that the reader may not know, fields of an archive, roles of an account, settings
 * or choices of a list as far as the row says it; or something of which there is no more than a hash.
 */
export type Changes =
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' }
  /** Whether what is there now is what the row left; null where that cannot be told. */
  | { readonly kind: 'unkept'; readonly isAsNow: boolean | null }
  | { readonly kind: 'settings'; readonly settings: readonly SettingChange[] }
  | { readonly kind: 'list'; readonly list: string; readonly choices: readonly ListChange[] }
  | ({ readonly kind: 'archive' } & LoggedChanges)
  | { readonly kind: 'roles'; readonly before: readonly Role[]; readonly after: readonly Role[] };

/** One row with what it changed. Errors: `audit.no_such_row`. */
export function readRow(ctx: QueryContext, seq: number) {
  const row = log.findAuditRow(ctx.reader, seq);
  if (!row) throw new AppError('audit.no_such_row');
  return {
    seq,
    hash: hex(row.hash),
    /** That of the row before, to which it is chained. */
    prevHash: hex(row.prev_hash),
    /** Rows before it that are signed with it. */
    covers: row.covers,
    changes: changesOf(ctx, row),
  };
}

function changesOf(ctx: QueryContext, row: AuditRow): Changes {
  const customer = idOf('customer', row.object);
  if (customer !== null && row.history !== null) {
    const changes = readLoggedChanges(ctx, customer, row.history);
    return changes ? { kind: 'archive', ...changes } : { kind: 'hidden' };
  }
  if (row.decision === 'deny') return { kind: 'none' };
  const settings = row.action === 'settings.edit' && parseSettingsReason(row.reason);
  if (settings) return { kind: 'settings', settings };
  const choices = row.action === 'lists.edit' && parseListReason(row.reason);
  if (choices) return { kind: 'list', list: row.object.slice('list:'.length), choices };
  if (row.action !== 'accounts.set_roles') return unkept(ctx, row);
  const options = { actions: OF_ROLES, except: 0, before: row.seq, limit: 1 };
  const [former] = log.listDoneBy(ctx.reader, row.object, options);
  const before = rolesInReason(former?.reason ?? null);
  return { kind: 'roles', before, after: rolesInReason(row.reason) };
}

/** Acts that give an account its roles. */
const OF_ROLES = ['accounts.create', 'accounts.set_roles', 'accounts.certify'];

/** A row that changed something and says no more of it than its hash. The first settings have none before them. */
function unkept(ctx: QueryContext, row: AuditRow): Changes {
  if (row.before_hash === null && row.action !== 'settings.edit') return { kind: 'none' };
  const facts = factsNow(ctx, row);
  if (facts === undefined || row.hash_version !== HASH_VERSION) return { kind: 'unkept', isAsNow: null };
  const isAsNow = sameBytes(row.after_hash, ctx.hash(facts));
  // The hash of an account has its roles too, so that another one does not tell of the person.
  return { kind: 'unkept', isAsNow: isAsNow || row.action !== SET_PERSON ? isAsNow : null };
}

/** What the log would say today of what a row changed; undefined where that is not looked for. */
function factsNow(ctx: QueryContext, { action, object }: AuditRow): unknown {
  if (action === SET_PERSON) {
    const account = listAccounts(ctx).find(({ id }) => id === idOf('account', object));
    return account && accountFacts(account).after;
  }
  return readParticulars(ctx.reader).find((one) => one.object === object)?.facts;
}

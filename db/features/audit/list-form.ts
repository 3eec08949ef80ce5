/** 审计记录清单: the rows of the log that a filter takes, on paper, as whoever prints them sees them in the list. */
import { z } from 'zod';
import { minuteIn } from '../../domain/dates.ts';
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import { actionWords, objectWords, roleWords, whyWords } from '../../domain/log-words.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { formWithOptions } from '../../work/subject.ts';
import { frameOf, word } from '../prints/service.ts';
import { listActors, listAudit } from './listing.ts';
import { say } from './words.ts';

/** Rows on one print, the newest first: some hundred sheets. */
const MOST_PRINTED = 2_000;

/** What the log is filtered by, on screen and on paper. */
export const filterSchema = z.strictObject({
  action: z.string().max(60).optional(),
  /** Whose rows. */
  accountId: z.int().positive().optional(),
  /** As the log names it. */
  object: z.string().max(60).optional(),
  /** 档号 or name, as somebody typed it. */
  about: z.string().max(120).optional(),
  decision: z.enum(['allow', 'deny']).optional(),
  /** Milliseconds UTC, inclusive. */
  from: z.int().optional(),
  to: z.int().optional(),
});
type Filter = z.infer<typeof filterSchema>;

/** Logged as what it is, a print of the log; the log keeps a keyed hash of what stood on it. */
export const auditListForm = formWithOptions(filterSchema, {
  name: 'audit_list',
  permission: 'audit.print',
  read(ctx, _db, _id, frame, filter) {
    if (!mayEver(ctx.actor.roles, 'audit.read'))
      throw new DeniedError('access.denied', { action: 'audit.read', object: LIST });
    const { rows, next } = listAudit(ctx, { ...filter, limit: MOST_PRINTED });
    const count = { count: rows.length };
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('audit_list.title'),
      formNo: null,
      number: {
        label: word('audit_list.count'),
        value: word(next === null ? 'audit_list.rows' : 'audit_list.newest', count),
      },
      date: null,
      subject: filterWords(ctx, filter, frame.zone),
      secrecyMark: null,
      blocks: [tableOf(rows, frame.zone), SIGNATURES],
    });
    return { document, object: LIST, secrecy: null };
  },
});

/** The log as a whole. */
const LIST = 'audit';

const SIGNATURES: BlockInput = {
  kind: 'signatures',
  items: [{ role: word('audit_list.printed_by') }, { role: word('audit_list.checked_by') }],
};

/** By what the rows were chosen, in a line. */
function filterWords(ctx: QueryContext, filter: Filter, zone: string): string {
  const { action, accountId, about, object, decision, from, to } = filter;
  const person = listActors(ctx).find(({ id }) => id === accountId);
  const part = (label: string, value: string | undefined) =>
    value === undefined ? [] : [say('common:filter.chip', { name: say(label) ?? '', value }) ?? value];
  const parts = [
    ...part('audit:from', from === undefined ? undefined : minuteIn(zone, from)),
    ...part('audit:to', to === undefined ? undefined : minuteIn(zone, to)),
    ...part('audit:column.name', person?.name),
    ...part('audit:column.object', about ?? (object === undefined ? undefined : objectWords(say, object))),
    ...part('audit:column.action', action === undefined ? undefined : actionWords(say, action)),
    ...part('audit:column.decision', decision === undefined ? undefined : say(`audit:decision.${decision}`)),
  ];
  return parts.length === 0 ? word('audit_list.all') : parts.join(say('common:list_comma'));
}

/** Columns with their shares of the width. */
const COLUMNS = [
  ['seq', 8],
  ['at', 18],
  ['name', 12],
  ['role', 14],
  ['action', 17],
  ['object', 28],
  ['secrecy', 7],
  ['decision', 7],
  ['reason', 20],
  ['hash', 10],
] as const;

function tableOf(rows: ReturnType<typeof listAudit>['rows'], zone: string): BlockInput {
  return {
    kind: 'table',
    columns: COLUMNS.map(([key, weight]) => ({
      title: say(`audit:column.${key}`) ?? key,
      weight,
      align: key === 'seq' ? 'right' : 'left',
    })),
    rows: rows.map((row) => [
      String(row.seq),
      minuteIn(zone, row.at),
      row.name,
      roleWords(say, row.role),
      actionWords(say, row.action),
      objectWords(say, row.object, row.about),
      row.secrecy === null || row.secrecy === 'normal' ? '' : (say(`common:secrecy.${row.secrecy}`) ?? ''),
      say(`audit:decision.${row.decision === 'deny' ? 'deny' : 'allow'}`) ?? '',
      whyWords(say, (at) => minuteIn(zone, at), row) ?? '',
      row.hash.slice(0, 8),
    ]),
  };
}

/** Openings of the vault when it was not what was last seen of it: shown to everybody until an auditor has looked. */
import type { ReadableDb } from '../../connection/handles.ts';
import { secondIn } from '../../domain/dates.ts';
import { documentSchema, type PrintDocument } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { ACCEPT, ACKNOWLEDGE, parseAcceptance, type Acceptance } from '../../work/log/acceptance.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import type { FrameFacts, PrintedForm } from '../../work/subject.ts';
import { listAccounts, listSigningKeys } from '../accounts/service.ts';
import { frameOf, word } from '../prints/service.ts';

/** What was done, and who looked at it. */
export interface Difference {
  /** The row of the log. */
  readonly seq: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly by: string;
  /** Who stood for it besides: another person, two recovery sheets, or nobody in a trial vault. */
  readonly second:
    | { readonly by: 'person'; readonly name: string }
    | { readonly by: 'sheets' }
    | { readonly by: 'trial' };
  /** The newest row that the vault had, and the newest that was seen of it. */
  readonly headSeq: number;
  readonly witnessSeq: number;
  /** The newest row on which both were known to agree; 0 for none. */
  readonly common: number;
}

/** Those at which no auditor has looked, the newest first. */
export function listDifferences({ reader }: Pick<QueryContext, 'reader'>): Difference[] {
  return log
    .listRowsOf(reader, ACCEPT, MOST)
    .flatMap((row) => (isAcknowledged(reader, row.seq) ? [] : (toDifference(reader, row) ?? [])));
}

/** More than anybody leaves lying. */
const MOST = 20;

export const objectOf = (seq: number): string => `audit:${seq}`;

function isAcknowledged(db: ReadableDb, seq: number): boolean {
  return log.hasRowOf(db, ACKNOWLEDGE, objectOf(seq));
}

type Row = ReturnType<typeof log.listRowsOf>[number];

function toDifference(db: ReadableDb, { seq, at, name, reason }: Row): Difference | undefined {
  const accepted = parseAcceptance(reason);
  if (!accepted) return undefined;
  const { head, witness, common } = accepted;
  return {
    seq,
    at,
    by: name,
    common,
    second: secondOf(db, accepted),
    headSeq: head.seq,
    witnessSeq: witness.seq,
  };
}

function secondOf(db: ReadableDb, { second }: Acceptance): Difference['second'] {
  if (second.by !== 'person') return { by: second.by };
  const key = listSigningKeys(db).find(({ id }) => id === second.accountKeyId);
  const account = listAccounts({ reader: db }).find(({ id }) => id === key?.accountId);
  return { by: 'person', name: account?.name ?? '' };
}

/** Errors: `audit.no_such_difference`. */
function requireDifference(db: ReadableDb, seq: number): Difference & { readonly accepted: Acceptance } {
  const row = log.listRowsOf(db, ACCEPT, MOST).find((one) => one.seq === seq);
  const [accepted, difference] = [parseAcceptance(row?.reason ?? null), row && toDifference(db, row)];
  if (!accepted || !difference) throw new AppError('audit.no_such_difference');
  return { ...difference, accepted };
}

/** An auditor has looked: the word on every screen ends. Errors: `audit.no_such_difference`. */
export function acknowledge(ctx: MutationContext, seq: number): void {
  ctx.transaction((db) => {
    requireDifference(db, seq);
    if (isAcknowledged(db, seq)) return;
    recordAudit(db, ctx, { action: ACKNOWLEDGE, object: objectOf(seq) });
    ctx.emit(() => ({ type: 'changed', kind: 'audit' }));
  });
}

/** The sheet that says what was opened, by whom, and what is missing; to be signed and kept. */
export const differenceForm: PrintedForm = {
  name: 'difference',
  permission: 'audit.print',
  read(ctx, db, id, frame) {
    return {
      document: documentOf(requireDifference(db, id), ctx, frame),
      object: objectOf(id),
      secrecy: null,
    };
  },
};

function documentOf(
  difference: ReturnType<typeof requireDifference>,
  { facts }: Pick<QueryContext, 'facts'>,
  frame: FrameFacts,
): PrintDocument {
  const { seq, by, second, headSeq, witnessSeq, common, accepted, at } = difference;
  const row = ({ seq: number, hash }: { seq: number; hash: string }) =>
    word('difference.row', { seq: number, hash: hash.match(/.{1,8}/g)?.join(' ') ?? hash });
  const secondWords =
    second.by === 'person' ? second.name : word(second.by === 'sheets' ? 'difference.sheets' : 'frame.trial');
  const item = (label: string, value: string, span = 2) => ({ label, value, span });
  return documentSchema.parse({
    ...frameOf(frame),
    title: word('difference.title'),
    formNo: null,
    number: { label: word('difference.number'), value: String(seq) },
    date: null,
    subject: facts.fileName,
    secrecyMark: null,
    blocks: [
      {
        kind: 'fields',
        columns: 2,
        labelMm: 32,
        items: [
          item(word('difference.archive'), `${facts.fileName}　${facts.archiveId}`),
          item(word('difference.at'), secondIn(frame.zone, at)),
          item(word('difference.common'), common === 0 ? word('difference.none') : String(common)),
          item(word('difference.head'), row(accepted.head)),
          item(word('difference.witness'), row(accepted.witness)),
          item(
            word('difference.missing'),
            word('difference.rows', {
              count: witnessSeq > headSeq ? witnessSeq - headSeq : witnessSeq - common,
            }),
          ),
          item(word('difference.first'), by, 1),
          item(word('difference.second'), secondWords, 1),
          item(word('difference.why'), '\n\n\n\n'),
          item(word('difference.audited'), '\n\n\n'),
        ],
      },
    ],
  });
}

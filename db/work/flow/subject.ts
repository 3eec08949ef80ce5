import type { ReadableDb, RunResult, WritableDb } from '../../connection/handles.ts';
import type { Flow, VOID } from '../../domain/flow.ts';
import type { Secrecy } from '../../domain/roles.ts';
import type { QueryContext } from '../context.ts';
import type { Reader } from '../reach.ts';
import { headOf, type FlowStep } from './steps.ts';

/** A record as the engine sees it. */
export interface Case<State extends string> {
  readonly id: number;
  readonly version: number;
  readonly state: State;
  /** The person who asked. */
  readonly askerId: number;
  readonly secrecy: Secrecy;
}

/** What a signature is given for. What is empty is left out, so that a later kind of part changes no older hash. */
export interface Content {
  readonly record: unknown;
  /** Child rows by their kind. */
  readonly parts?: Readonly<Record<string, readonly unknown[]>>;
  /** Hashes of the files, in hexadecimal. */
  readonly files?: readonly string[];
}

/** What a subject brings, so that its records are decided by the engine. */
export interface FlowSubject<Row, State extends string, Step extends string> {
  readonly flow: Flow<State, Step>;
  /** The rule of a step in words, as a step keeps it. */
  ruleOf(step: Step | typeof VOID): string;
  /** The record, when the person may see it; otherwise a refusal that cannot be told from absence. */
  guard(ctx: QueryContext, db: ReadableDb, id: number): Row;
  /** The record, whoever asks. */
  load(db: ReadableDb, id: number): Row;
  /** True when somebody may hear that the record changed: who asked, and who sees it by its class. */
  hears(reader: Reader, row: Row): boolean;
  iterate(db: ReadableDb): Iterable<Row>;
  caseOf(row: Row): Case<State>;
  contentOf(db: ReadableDb, row: Row): Content;
  /** Moves a record that is still at its version to a state, and the version on by one. */
  move(db: WritableDb, row: Row, state: State, at: number): RunResult;
}

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Hash of the record, its child rows, its files and the version of the rule that chose who approves. All that are
 * stored are of `HASH_VERSION` 2: steps need a column for it before there is a third.
 */
export function contentHash(
  hash: QueryContext['hash'],
  flow: Flow,
  { rule, content }: { readonly rule: number; readonly content: Content },
): Uint8Array {
  const { record, parts, files = [] } = content;
  return hash({ flow: flow.name, rule, record, parts, files: [...files].sort() });
}

/** What the log knows of a record, by its hash: where it stands, what is in it, and the end of its steps. */
export interface Facts {
  readonly state: string;
  readonly version: number;
  readonly content: string;
  readonly steps: string;
}

/** The facts of a record with its steps; the rule is that of its last step. */
export function factsOf<Row, State extends string, Step extends string>(
  { reader, hash }: Pick<QueryContext, 'reader' | 'hash'>,
  subject: FlowSubject<Row, State, Step>,
  row: Row,
  steps: readonly FlowStep[],
): Facts {
  const { state, version } = subject.caseOf(row);
  const rule = steps.at(-1)?.rule_version ?? 0;
  const content = contentHash(hash, subject.flow, { rule, content: subject.contentOf(reader, row) });
  return { state, version, content: toHex(content), steps: toHex(headOf(steps)) };
}

/** The facts that a step left, from what it keeps; undefined for one of before steps had a table. */
export function factsAfter({ state_after, version, content_hash, digest }: FlowStep): Facts | undefined {
  if (version === null || content_hash === null || digest === null) return undefined;
  return { state: state_after, version, content: toHex(content_hash), steps: toHex(digest) };
}

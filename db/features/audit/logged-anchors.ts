import { COUNTED_SINCE } from '../../domain/permissions.ts';
import { isGivenUp, type GivenUp } from '../../work/log/acceptance.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import { ANCHOR } from '../../work/log/store.ts';
import type { SigningKey } from '../accounts/service.ts';
import { hashOfAnchor, isAnchorSigned, isNumbered, parseSaid, type AnchorLine } from './anchors.ts';
import type { Outside } from './anchor-files.ts';
import { Finding, type Check } from './finding.ts';
import type { Standings } from './standings.ts';

interface Known {
  readonly keys: ReadonlyMap<number, SigningKey>;
  readonly standings: Pick<Standings, 'counts'>;
}

/**
 * Holds the anchors against the log, row by row: each names a row as it is and is signed by a key that counted then;
 * those of the file are as many as the log counts, each chained to the one before. Since they are counted, one that is
 * missing, too many or out of its place is found by the log alone. An anchor outside that is of a branch which two
 * people gave up is no fault.
 */
export class LoggedAnchors {
  readonly #inside: readonly AnchorLine[];
  readonly #outside: Outside;
  readonly #known: Known;
  readonly #bySeq: ReadonlyMap<number, AnchorLine[]>;
  readonly #byNumber: ReadonlyMap<number, AnchorLine>;
  readonly #isInside: ReadonlySet<AnchorLine>;
  readonly #finding = new Finding();
  /** Of those outside that are not on this chain: judged at the end, when it is known what was given up. */
  readonly #astray: AnchorLine[] = [];
  readonly #counted = new Set<AnchorLine>();
  #last = 0;
  #first = 0;

  constructor(inside: readonly AnchorLine[], outside: Outside, known: Known) {
    this.#inside = inside;
    this.#outside = outside;
    this.#known = known;
    this.#bySeq = Map.groupBy([...inside, ...outside.anchors], ({ seq }) => seq);
    this.#isInside = new Set(inside);
    this.#byNumber = new Map(inside.flatMap((line) => (isNumbered(line) ? [[line.number, line]] : [])));
  }

  /** After the row was applied to the standings. */
  look(row: AuditRow): void {
    const isRow = row.action === ANCHOR && row.decision === 'allow';
    const said = isRow && (row.rules ?? 0) >= COUNTED_SINCE ? parseSaid(row.reason) : undefined;
    for (const anchor of this.#bySeq.get(row.seq) ?? [])
      if (!this.#isOf(anchor, row)) this.#refuse(anchor);
      else if (isNumbered(anchor) && !isSame(anchor, said)) this.#refuse(anchor);
    if (isRow) this.#count(row, said);
  }

  #isOf(anchor: AnchorLine, row: AuditRow): boolean {
    const key = this.#known.keys.get(anchor.accountKeyId);
    const counts = key !== undefined && this.#known.standings.counts(key.accountId, key.signPublic);
    const isSameRow = anchor.head === Buffer.from(row.hash).toString('hex');
    return counts && isSameRow && isAnchorSigned(anchor, key.signPublic);
  }

  #refuse(anchor: AnchorLine): void {
    if (this.#isInside.has(anchor)) this.#finding.note(anchor.seq);
    else this.#astray.push(anchor);
  }

  #count({ seq, rules }: AuditRow, said: ReturnType<typeof parseSaid>): void {
    if (!said) {
      const own = (this.#bySeq.get(seq) ?? []).filter((line) => this.#isInside.has(line));
      // Of before they were counted: its anchor is there.
      if ((rules ?? 0) >= COUNTED_SINCE || own.length === 0) this.#finding.note(seq);
      return;
    }
    if (this.#last === 0) this.#first = seq;
    const anchor = this.#byNumber.get(said.number);
    const before = this.#before(said.number);
    const isNext = said.number === this.#last + 1;
    const isChained = before === undefined || said.prev === (before && hashOfAnchor(before));
    this.#last = Math.max(this.#last, said.number);
    if (anchor) this.#counted.add(anchor);
    if (!isNext || !isChained || anchor?.seq !== seq || !isSame(anchor, said)) this.#finding.note(seq);
  }

  /** Null for none, as the log says; undefined where it is gone, which is found with its own row. */
  #before(number: number): AnchorLine | null | undefined {
    if (number > 1) return this.#byNumber.get(number - 1);
    return this.#inside.findLast((line) => !isNumbered(line)) ?? null;
  }

  /** `last`: number of the newest row; `accepted`: what was given up. */
  end(last: number, accepted: readonly GivenUp[]): Check {
    for (const anchor of this.#inside) {
      const isStray = isNumbered(anchor)
        ? !this.#counted.has(anchor)
        : this.#first > 0 && anchor.seq > this.#first;
      if (isStray || anchor.seq > last) this.#finding.note(anchor.seq);
    }
    const later = this.#outside.anchors.filter(({ seq }) => seq > last);
    const astray = [...this.#astray, ...later];
    const wrong = astray.filter((anchor) => !isGivenUp(anchor, accepted));
    for (const { seq } of wrong) this.#finding.note(seq);
    const { anchors, unreadable } = this.#outside;
    const givenUp = astray.length - wrong.length;
    const detail = { outside: anchors.length, unreadable, givenUp };
    const rows = this.#inside.length + anchors.length - givenUp;
    return this.#finding.check('audit_anchors', rows, detail, givenUp > 0 ? 'given_up' : undefined);
  }
}

function isSame(anchor: AnchorLine | undefined, said: ReturnType<typeof parseSaid>): boolean {
  return (
    anchor !== undefined &&
    isNumbered(anchor) &&
    said !== undefined &&
    anchor.number === said.number &&
    anchor.kind === said.kind &&
    anchor.prev === said.prev
  );
}

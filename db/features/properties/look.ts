/** What of a test is done away from the vault's thread, part by part, so that it can be paused between two. */
import { randomInt } from 'node:crypto';
import { DEFAULT_ZONE } from '../../domain/dates.ts';
import { documentSchema, type PrintDocumentInput } from '../../domain/document/model.ts';
import type { PropertyCheck, PropertyResult } from '../../domain/properties.ts';
import type { LongRead, ReadContext } from '../../work/long-reads.ts';
import type { FrameFacts } from '../../work/subject.ts';
import { verifyVault } from '../audit/service.ts';
import {
  iterateCards,
  iterateRecordsWithCards,
  listLivingIds,
  type CardOfArchive,
} from '../customers/service.ts';
import { embeddedFonts, toHtml } from '../documents/service.ts';
import { fromVerify, integrity } from './checks.ts';
import { checkProgramFiles } from './program-files.ts';

/** The whole of the file with every archive; a number of cards laid out as pages. */
export type LookInput = { readonly part: 'vault' } | { readonly part: 'prints'; readonly count: number };

/** How many were looked at, how many were not right, and the first of those. */
export interface Counted {
  readonly looked: number;
  readonly problems: number;
  readonly first: string;
}

export interface Looked {
  readonly checks?: readonly PropertyCheck[];
  readonly head?: PropertyResult['head'];
  /** Archives that have all required fields, and those whose card can be made. */
  readonly complete?: Counted;
  readonly cards?: Counted;
  readonly prints?: Counted;
}

/** One of what is counted, and one more of it. */
export const NONE_YET: Counted = { looked: 0, problems: 0, first: '' };

export function counted(before: Counted, isRight: boolean, what: string): Counted {
  return {
    looked: before.looked + 1,
    problems: before.problems + (isRight ? 0 : 1),
    first: isRight || before.first !== '' ? before.first : what,
  };
}

export const propertyTest: LongRead<LookInput, Looked> = {
  name: 'properties.test',
  isPatient: true,
  run(ctx, input) {
    switch (input.part) {
      case 'vault':
        return lookAtVault(ctx);
      case 'prints':
        return lookAtPrints(ctx, input.count);
    }
  },
};

/** Each archive is read once, for the look at everything and for its card. */
function lookAtVault(ctx: ReadContext): Looked {
  let [complete, cards] = [NONE_YET, NONE_YET];
  const onCard = ({ archiveNo, missing, card }: CardOfArchive) => {
    complete = counted(complete, missing.length === 0, archiveNo);
    cards = counted(cards, card !== null, archiveNo);
  };
  const stored = iterateRecordsWithCards(ctx.reader, ctx.clock.today(), frameOf(ctx), onCard);
  const { checks, head } = verifyVault(ctx, ctx.progress, stored);
  const brought = ctx.registries.subjects.flatMap(({ properties }) => properties?.(ctx) ?? []);
  const isCounted = brought.some(({ name }) => name === 'stocktake');
  return {
    checks: [
      ...checks.map(fromVerify),
      ...brought,
      ...(isCounted
        ? []
        : [integrity({ name: 'stocktake', scope: 0, ok: true, note: 'none_yet', detail: {} })]),
      checkProgramFiles(),
    ],
    head,
    complete,
    cards,
  };
}

/** Cards drawn at random, set as pages as they would come out of a printer. */
function lookAtPrints(ctx: ReadContext, count: number): Looked {
  const ids = listLivingIds(ctx.reader);
  let prints = NONE_YET;
  for (const wanted = Math.min(count, ids.length); prints.looked < wanted;) {
    const [id = 0] = ids.splice(randomInt(ids.length), 1);
    const [found] = iterateCards(ctx.reader, { after: id - 1, upTo: id }, ctx.clock.today(), frameOf(ctx));
    prints = counted(
      prints,
      found?.card !== undefined && isLaidOut(found.card),
      found?.archiveNo ?? String(id),
    );
    ctx.progress(prints.looked, wanted);
  }
  return { prints };
}

function isLaidOut(card: PrintDocumentInput | null): boolean {
  if (card === null) return false;
  try {
    return toHtml(documentSchema.parse(card), { fontFaces: embeddedFonts }).pages > 0;
  } catch {
    return false;
  }
}

/** For cards that nobody sees. */
export function frameOf({ facts, clock }: Pick<ReadContext, 'facts' | 'clock'>): FrameFacts {
  const paper = { size: 'A4', landscape: false } as const;
  return {
    company: facts.company,
    trial: facts.trial,
    printedBy: '',
    printedAt: clock.now(),
    zone: DEFAULT_ZONE,
    paper,
  };
}

/**
 * Tells what a scanner types from what a person types, by the time between digits alone. No part of the window is known
 * here. Times are those at which the keys were pressed (`event.timeStamp`), so that it does not matter when a busy window
 * hears of them.
 */

/** Scanners type 1 to 35 ms apart, people 80 ms and more. */
export const GAP_MS = 60;
/** Some scanners wait before the key that they end with; two of them may come (Enter and Tab). */
const ENDING_MS = 120;
const CODE_DIGITS = 12;

export type Fed =
  /** A digit's key. `awaits`: an input method has it, and what it makes of it is told as `text`. */
  | { readonly kind: 'digit'; readonly digit: string; readonly at: number; readonly awaits: boolean }
  /** Text that came by no key, or by the keys that were told with `awaits`. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  /** Enter or Tab. */
  | { readonly kind: 'ending'; readonly at: number }
  /** Any other key, a held key, a paste, the mouse. */
  | { readonly kind: 'other'; readonly at: number };

export interface Scanned {
  readonly code: string;
  readonly isRight: boolean;
}

/** What became of the digits before: text, or scans, which belong in no field. */
export type Ended =
  | { readonly kind: 'text' }
  | { readonly kind: 'scans'; readonly scans: readonly Scanned[] };

export interface Answer {
  /** A burst that ended before what was fed, or by it. */
  readonly ended: Ended | null;
  /** What was fed may belong to a scan, or does: it is kept from the page until that is known. */
  readonly taken: boolean;
  /** The first of digits that may become a scan. */
  readonly begins?: boolean;
}

interface Burst {
  readonly digits: string;
  readonly lastAt: number;
  /** Digits whose keys an input method has and has not answered. */
  readonly awaited: string;
  /** Given back as text when nothing came for a while; the rest may yet be on its way. */
  readonly isGivenBack: boolean;
}

const PASSES: Answer = { ended: null, taken: false };

/** `isRight` says whether 12 digits are a code; others are a misread, since no person types 12 digits so fast. */
export class Recogniser {
  readonly #isRight: (digits: string) => boolean;
  #burst: Burst | null = null;
  /** Until when an ending belongs to the scan before it. */
  #endingUntil = -Infinity;
  /** When something was typed that no scan begins after: the digits of a longer label of another kind. */
  #otherAt = -Infinity;

  constructor(isRight: (digits: string) => boolean) {
    this.#isRight = isRight;
  }

  /** Digits are kept that may become a scan. */
  get isOpen(): boolean {
    return this.#burst?.isGivenBack === false;
  }

  feed(fed: Fed): Answer {
    switch (fed.kind) {
      case 'digit':
        return this.#digits(fed.digit, fed.at, fed.awaits ? fed.digit : '');
      case 'text':
        return this.#text(fed.text.normalize('NFKC'), fed.at);
      case 'ending':
        return this.#ending(fed.at);
      case 'other':
        return this.#other(fed.at);
    }
  }

  /** Nothing came for longer than a scanner waits. Digits that come all the same, pressed in time, still belong. */
  quiet(): Ended | null {
    const burst = this.#burst;
    if (!burst) return null;
    const ended = this.#judge(burst);
    this.#burst = ended.kind === 'scans' ? null : { ...burst, isGivenBack: true };
    return ended;
  }

  #digits(digits: string, at: number, awaited: string): Answer {
    const burst = this.#burst;
    if (burst && at - burst.lastAt <= GAP_MS) {
      const all = { digits: burst.digits + digits, awaited: burst.awaited + awaited };
      this.#burst = { ...all, lastAt: at, isGivenBack: false };
      return { ended: null, taken: true };
    }
    const ended = burst ? this.#judge(burst) : null;
    const isForeign = at - this.#otherAt <= GAP_MS;
    if (isForeign) this.#otherAt = at;
    this.#burst = isForeign ? null : { digits, lastAt: at, awaited, isGivenBack: false };
    return { ended, taken: !isForeign, begins: !isForeign };
  }

  #text(text: string, at: number): Answer {
    const awaited = this.#burst?.awaited ?? '';
    let rest = awaited;
    let added = '';
    for (const sign of text) {
      const place = rest.indexOf(sign);
      if (place !== -1) rest = rest.slice(place + 1);
      else if (/\d/.test(sign)) added += sign;
      // A digit chose a word, or ended one: that is what became of it.
      else if (awaited !== '') rest = '';
      // The keys of a word are told beside it, and at their own time.
      else return this.#breakOff(at);
    }
    if (this.#burst) this.#burst = { ...this.#burst, awaited: rest };
    return added === '' ? { ended: null, taken: this.#burst !== null } : this.#digits(added, at, '');
  }

  #ending(at: number): Answer {
    const burst = this.#burst;
    if (!burst) {
      if (at > this.#endingUntil) return PASSES;
      this.#endingUntil = at + ENDING_MS;
      return { ended: null, taken: true };
    }
    this.#burst = null;
    const ended = this.#judge(burst);
    const isIts = ended.kind === 'scans' && at - burst.lastAt <= ENDING_MS;
    if (isIts) this.#endingUntil = at + ENDING_MS;
    return { ended, taken: isIts };
  }

  #other(at: number): Answer {
    this.#otherAt = at;
    return this.#breakOff(at);
  }

  #breakOff(at: number): Answer {
    const burst = this.#burst;
    this.#burst = null;
    if (!burst) return PASSES;
    // What goes on in another way at the same speed is a label of another kind.
    const goesOn = at - burst.lastAt <= GAP_MS;
    return { ended: goesOn ? { kind: 'text' } : this.#judge(burst), taken: false };
  }

  /**
   * One code, right or misread, or several right after each other of which one is right; fewer and more digits are text.
   */
  #judge({ digits, lastAt }: Burst): Ended {
    if (digits.length % CODE_DIGITS !== 0) return { kind: 'text' };
    const scans = (digits.match(/.{12}/g) ?? []).map((code) => ({ code, isRight: this.#isRight(code) }));
    if (scans.length > 1 && !scans.some(({ isRight }) => isRight)) return { kind: 'text' };
    this.#endingUntil = lastAt + ENDING_MS;
    return { kind: 'scans', scans };
  }
}

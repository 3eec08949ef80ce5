/**
 * Whether an archive is one that the department keeps: `living`, or no more. What was brought in by mistake is
 * `taken_back` with its import, and one of two that are one customer is `joined` into the other. Its number stays spent,
 * its history is kept, and no list, search or figure has it any more.
 */
export const STANDINGS = ['living', 'taken_back', 'joined'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The line of history that says so. */
export const STANDING_FIELD = 'standing';

/** Lines of the inbox that are read at once, at most. */
export const MOST_LINES = 200;

/** Cases that are signed in one act, at most. */
export const MOST_CASES = 50;

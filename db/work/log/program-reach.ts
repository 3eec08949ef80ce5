/** The acts of the program, and the rows of the log that each may write: all that it can do, whoever is signed in. */
export const PROGRAM_REACH = {
  /** Takes over into the log what was decided before steps had a table. */
  take_over_flows: ['flows.take_over'],
  /** Anchors the log once a day. */
  anchor_daily: ['audit.anchor', 'audit.refill_anchors'],
} as const satisfies Record<string, readonly string[]>;

export type ProgramActName = keyof typeof PROGRAM_REACH;

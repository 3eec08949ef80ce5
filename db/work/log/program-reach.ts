import { PROGRAM, type Flow } from '../../domain/flow.ts';
import { FLOWS } from '../../domain/flows.ts';

/** The acts of the program, and the rows of the log that each may write: all that it can do, whoever is signed in. */
export const PROGRAM_REACH = {
  /** Takes over into the log what was decided before steps had a table. */
  take_over_flows: ['flows.take_over'],
  /** Says what the vault, its lists and settings and its accounts are: when it is made, or once in one of before. */
  record_particulars: ['audit.particulars'],
  /** Anchors the log: once a day, with each backup, after what was done to accounts and keys. */
  anchor: ['audit.anchor'],
  /** The same once a day, when copies that are gone are made again. */
  anchor_daily: ['audit.anchor', 'audit.refill_anchors'],
  /** Begins a generation of the data key, after an account was taken away. */
  renew_key: ['vault.renew_key'],
  /** Makes the backup of the day. */
  back_up_daily: ['backup.make'],
  /** Opens the inspection of a half-year on its day. */
  open_inspection: ['inspections.open'],
  /** Compiles the report of a period that is over, as it was asked for. */
  compile_reports: ['reports.keep', 'reports.fall_due'],
  /** Replaces a revision of a report by the next one. */
  supersede_report: ['reports.supersede'],
  /** Ends requests for reports that are valid no longer. */
  expire_requests: ['report_requests.expire'],
  /** Says in a restored vault which backup it is, and what stood in its place. */
  record_restore: ['backup.restore'],
  /** Tests what was filed, and keeps what a backup has looked at. */
  test_properties: ['properties.test'],
  /** Says where a doubt about the computer's clock begins and ends, before whatever is recorded. */
  follow_clock: ['clock.doubt', 'clock.right'],
} as const satisfies Record<string, readonly string[]>;

/** What the program takes of the steps of flows, as the log names them. */
export function programSteps(flows: readonly Pick<Flow, 'name' | 'steps'>[]): string[] {
  return flows.flatMap(({ name, steps }) =>
    Object.entries(steps).flatMap(([step, { may }]) => (may === PROGRAM ? [`${name}.${step}`] : [])),
  );
}

const ALL: readonly string[] = [...Object.values(PROGRAM_REACH).flat(), ...programSteps(FLOWS)];

/** True for a row of the log that the program may have written. */
export function isWithinReach({ role, action }: { readonly role: string; readonly action: string }): boolean {
  return role === PROGRAM && ALL.includes(action);
}

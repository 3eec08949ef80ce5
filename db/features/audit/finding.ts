/** One thing that was looked at; `detail` names the first place where it is wrong. */
export interface Check {
  readonly name: CheckName;
  readonly ok: boolean;
  /** It holds, but this is to be known as well; a wording of its own. */
  readonly note?: Note | undefined;
  /** Facts for a sentence in the locales: counts, the number of the first wrong row. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export type Note = 'recovered' | 'taken_over' | 'refilled' | 'seeded' | 'older' | 'earlier' | 'given_up';

export type CheckName =
  | 'integrity'
  | 'foreign_keys'
  | 'schema'
  | 'audit_sequence'
  | 'audit_chain'
  | 'audit_signatures'
  | 'audit_keys'
  | 'audit_rights'
  | 'audit_times'
  | 'audit_anchors'
  | 'anchors_outside'
  | 'accounts'
  | 'particulars'
  | 'records'
  | 'history'
  | 'derived'
  | 'archive_counts'
  | 'flow_steps'
  | 'ledgers'
  | 'archive_numbers'
  | 'shelves'
  | 'search_index';

/** Notes the first place where something is wrong and how often it is. */
export class Finding {
  count = 0;
  first: number | null = null;

  note(place: number, times = 1): void {
    if (times < 1) return;
    this.count += times;
    this.first = Math.min(this.first ?? place, place);
  }

  check(name: CheckName, rows: number, more: Check['detail'] = {}, note?: Note): Check {
    if (this.first === null) return { name, ok: true, note, detail: { rows, ...more } };
    return { name, ok: false, detail: { rows, problems: this.count, first: this.first, ...more } };
  }
}

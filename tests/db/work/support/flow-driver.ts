import type { Flow, LineStep } from '../../../../db/domain/flow.ts';
import type { Role } from '../../../../db/domain/roles.ts';
import type { Unreadable } from '../../../../db/domain/stored-json.ts';
import type { Caller } from '../../../../db/router/dispatch.ts';
import type { CheckedFlow } from '../../../../db/work/flow/checked.ts';
import type { CaseSave, Saved } from '../../../../db/work/flow/save.ts';
import { withoutTriggers } from '../../../security/own-tool.ts';
import type { TestVault } from '../../../support/vault.ts';

interface Line {
  readonly id: number;
  readonly state: string;
  readonly unreadable: Unreadable | null;
  readonly askedBy: string;
}

interface Opened extends Line {
  readonly version: number;
  readonly note: string | null;
  readonly line: readonly LineStep[];
  readonly open: readonly string[];
}

/** A flow's procedures as one person calls them. */
export interface FlowCalls {
  /** `note` is a text somewhere in what is asked for. */
  save(save: CaseSave, note?: string): Promise<Saved>;
  list(states: readonly string[], after?: number): Promise<{ rows: readonly Line[]; next: number | null }>;
  counts(): Promise<Readonly<Record<string, number>>>;
  get(id: number): Promise<Opened>;
  /** Takes a step that is not the asker's submitting, with what it needs besides a reason. */
  take(step: string, move: Saved, reason?: string): Promise<unknown>;
}

/** How the cases of a flow are made, submitted, changed and decided, so that each rule is proven for each flow. */
export interface FlowDriver {
  readonly flow: Flow;
  readonly checked: CheckedFlow;
  /** Its table, and there the column with a text that is kept with its version. */
  readonly table: string;
  readonly stored: string;
  /** Asks, and sees nothing of what others ask. */
  readonly asker: Role;
  /** Decides, and may ask as well. */
  readonly decider: Role;
  /** Sees what others ask, and decides nothing. */
  readonly reader: Role;
  /** `vault`: for what has to be there before a case of the flow can be. */
  calls(caller: Caller, vault: TestVault): FlowCalls;
}

/** Puts a text in the place of what is kept, as another version of the program or a damaged disk may have left it. */
export function spoil(
  vault: TestVault,
  { flow, checked, table, stored }: FlowDriver,
  id: number,
  textOf: (before: string) => string,
): string {
  const { database } = vault.opened.vault;
  const before = database.prepare(`select ${stored} from ${table} where id = ?`).pluck().get(id);
  const text = textOf(String(before));
  database.pragma('ignore_check_constraints = ON');
  database.prepare(`update ${table} set ${stored} = ? where id = ?`).run(text, id);
  database.pragma('ignore_check_constraints = OFF');
  // It was signed as it is: the program that reads it is another, not the text.
  const now = [...checked.iterateCases(vault.contextOf('archivist'))].find((each) => each.id === id);
  const signed = Buffer.from(now?.facts.content ?? '', 'hex');
  withoutTriggers(database, () =>
    database
      .prepare('update flow_step set content_hash = ? where flow = ? and record_id = ?')
      .run(signed, flow.name, id),
  );
  return text;
}

/** So many copies of a case, as if submitted by the same person. */
export function copyCase({ opened }: TestVault, { table }: FlowDriver, id: number, copies: number): void {
  const { handles } = opened;
  const names = handles.reader
    .rows<{ name: string }>(`select name from pragma_table_info('${table}') where name <> 'id'`)
    .map(({ name }) => name)
    .join(', ');
  handles.transaction((db) => {
    for (let count = 0; count < copies; count += 1)
      db.execute(`insert into ${table} (${names}) select ${names} from ${table} where id = ?`, id);
  });
}

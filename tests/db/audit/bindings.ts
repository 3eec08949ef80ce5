import type { Schema } from '../../../db/schema.ts';

/** How what stands in a table is known to be what the log says. */
export type Binding =
  /** A hash in the row of the act that changed it covers it. */
  | 'log'
  /** A look at everything works it out again from what is bound. */
  | 'recomputed'
  /** Neither, and why not. */
  | { readonly reason: string };

interface TableBinding {
  readonly all: Binding;
  /** Columns for which it is otherwise. */
  readonly but?: Readonly<Record<string, Binding>>;
}

const OWN_NOTES: Binding = { reason: 'what a person keeps for themselves; nobody else goes by it' };
const NUMBERED: Binding = {
  reason: 'a number that the database gives: what refers to it refers to another then, and that is found',
};

const MOVED: Binding = { reason: 'orders a list; the steps have their own times, which are bound' };

type Table = Exclude<keyof Schema, 'account_name'>;

/** Every table of the schema; a test changes each column and expects a look at everything to say so. */
export const BINDINGS: Readonly<Record<Table, TableBinding>> = {
  archive_meta: { all: 'log' },
  department: { all: 'recomputed', but: { name: 'log' } },
  person: { all: 'recomputed', but: { name: 'log', department_id: 'log' } },
  account: {
    all: 'log',
    but: { last_sign_in_at: 'recomputed', state: 'recomputed', created_at: 'recomputed' },
  },
  account_role: { all: 'log' },
  account_key: { all: 'log', but: { id: NUMBERED, created_at: 'recomputed' } },
  account_request: { all: 'log' },
  setting: { all: 'log' },
  preference: { all: OWN_NOTES },
  draft: { all: OWN_NOTES },
  set_aside: { all: OWN_NOTES },
  list_item: { all: 'log' },
  series: { all: 'recomputed', but: { id: NUMBERED } },
  audit: { all: 'log' },
  anchor: { all: 'log', but: { id: NUMBERED } },
  shelf: { all: 'recomputed', but: { room: 'log', cabinet: 'log', level: 'log', position: 'log' } },
  customer: {
    all: 'log',
    but: {
      series_id: 'recomputed',
      serial: 'recomputed',
      name_key: 'recomputed',
      name_sort: 'recomputed',
      completeness: 'recomputed',
      created_at: 'recomputed',
      updated_at: 'recomputed',
    },
  },
  contact: { all: 'log', but: { id: NUMBERED, position_no: 'recomputed' } },
  former_name: { all: 'log' },
  index_term: { all: 'log' },
  customer_phone: { all: 'recomputed' },
  customer_change: { all: 'log', but: { id: NUMBERED } },
  filing: {
    all: 'log',
    but: { updated_at: { reason: 'orders a list; the steps have their own times, which are bound' } },
  },
  flow_step: { all: 'log', but: { id: NUMBERED } },
  property_test: { all: 'log' },
  property_note: { all: 'log', but: { id: NUMBERED } },
  staff_list: { all: 'log' },
  repair: { all: 'recomputed', but: { id: NUMBERED } },
  repair_event: { all: 'log', but: { id: NUMBERED } },
  environment_entry: { all: 'log', but: { id: 'recomputed' } },
  import_entry: { all: 'log', but: { id: NUMBERED } },
  inspection: {
    all: 'log',
    but: { updated_at: { reason: 'the steps have their own times, which are bound' } },
  },
  inspection_entry: { all: 'log', but: { id: NUMBERED } },
  inspection_share: { all: 'log', but: { id: NUMBERED } },
  inspection_record: { all: 'log', but: { id: NUMBERED } },
  report_request: { all: 'log', but: { updated_at: MOVED } },
  report: { all: 'log', but: { updated_at: MOVED } },
  report_content: { all: 'log', but: { id: NUMBERED } },
  report_comment: { all: 'log', but: { id: NUMBERED } },
  report_copy: { all: 'log', but: { id: NUMBERED } },
  report_amendment: { all: 'log', but: { updated_at: MOVED } },
  report_definition: { all: 'log', but: { id: NUMBERED } },
  search_index: {
    all: {
      reason:
        'full text keeps terms in a form that cannot be read back, and to ask for each takes a hundred times as long; their number for an entry is compared, and who finds an archive still meets its guard',
    },
  },
  search_row: {
    all: 'recomputed',
    but: { position: { reason: 'an entry keeps the rank of its last save; that it is its own is compared' } },
  },
  facet_value: { all: 'recomputed' },
  facet_place: { all: 'recomputed' },
  search_facet: { all: 'recomputed' },
  search_change: { all: { reason: 'tells windows what to read anew; the next opening begins without it' } },
};

/** Keys of `archive_meta` that no row says. */
export const UNBOUND_KEYS: Readonly<
  Record<
    | 'keys_seq'
    | 'hash_key'
    | 'flows_to_take_over'
    | 'phone_keys'
    | 'name_keys'
    | 'search_spellings'
    | 'tested_from',
    string
  >
> = {
  keys_seq: 'the keys file is held against it at every opening',
  hash_key: 'every hash of the log is made with it: another one fails them all',
  flows_to_take_over: 'has the program take over once; a second time is found in the log',
  tested_from: 'from where on archives are tested when they are filed; the test of all looks at every one',
  phone_keys: 'has the digits of numbers made anew, which are compared by themselves',
  search_spellings: 'has the index of texts made anew, which is compared with the records',
  name_keys: 'has the keys of names made anew, which are compared by themselves',
};

import type { Generated } from 'kysely';
import type { CONTACT_FIELDS, CUSTOMER_FIELDS } from './domain/customer-fields.ts';
import type { ColumnsOf } from './domain/fields.ts';
import type { Day } from './domain/dates.ts';
import type { FilingState } from './domain/filing.ts';
import type { Degree, RepairKind } from './domain/finding.ts';
import type { Source } from './domain/environment/readings.ts';
import type { RepairMethod, RepairState, RepairStep } from './domain/repair.ts';
import type { HalfYear } from './domain/half-year.ts';
import type { InspectionState, Outcome, PutRight, Way } from './domain/inspection.ts';
import type { Role, Secrecy } from './domain/roles.ts';
import type { Unreadable } from './domain/stored-json.ts';

/** What is numbered: 档号 (the scope is the number with its serial left open), codes of a list, rows of the log. */
export type SeriesKind = 'archive' | 'list' | 'log';

/** Row types of every table, for the query builder. A test compares them with the migrated database. */
export interface Schema {
  archive_meta: { key: string; value: string };
  department: { id: Generated<number>; name: string; active: Generated<number> };
  person: {
    id: Generated<number>;
    name: string;
    department_id: number | null;
    active: Generated<number>;
  };
  account: {
    id: Generated<number>;
    person_id: number;
    login: string;
    state: 'invited' | 'active' | 'disabled';
    created_at: number;
    last_sign_in_at: number | null;
  };
  /** A view. */
  account_name: { account_id: number; login: string; person_id: number; name: string };
  account_role: { account_id: number; role: Role };
  account_key: { id: Generated<number>; account_id: number; sign_public: Uint8Array; created_at: number };
  account_request: {
    account_id: number;
    request: string;
    asked_row: number;
    refused_row: number | null;
    refused_text: string | null;
  };
  setting: { key: string; value: string };
  preference: { account_id: number; key: string; value: string };
  draft: { account_id: number; key: string; value: string; saved_at: number };
  set_aside: {
    id: Generated<number>;
    account_id: number;
    source: 'draft' | 'preference' | 'settings' | 'filing';
    key: string;
    why: Unreadable;
    value: string;
    at: number;
  };
  list_item: {
    list: string;
    code: string;
    label_zh: string;
    label_en: string;
    position: number;
    active: Generated<number>;
  };
  series: { id: Generated<number>; kind: SeriesKind; scope: string; last: number };
  audit: {
    seq: number;
    at: number;
    account_id: number;
    role: string;
    action: string;
    object: string;
    secrecy: string | null;
    decision: 'allow' | 'deny';
    reason: string | null;
    before_hash: Uint8Array | null;
    after_hash: Uint8Array | null;
    prev_hash: Uint8Array;
    hash: Uint8Array;
    account_key_id: number;
    covers: Generated<number>;
    signature: Uint8Array | null;
    new_key: Uint8Array | null;
    hash_version: Generated<number>;
    history: Uint8Array | null;
    rules: number | null;
    subject: string | null;
  };
  anchor: {
    id: Generated<number>;
    kind: string;
    seq: number;
    head: Uint8Array;
    row_count: number;
    at: number;
    account_key_id: number;
    signature: Uint8Array;
    number: number | null;
    prev: Uint8Array | null;
  };
  /** Besides a column for each field of the catalogue. */
  shelf: {
    id: Generated<number>;
    room: string;
    cabinet: string;
    level: number;
    position: number;
    order_key: string;
  };
  customer: ColumnsOf<typeof CUSTOMER_FIELDS> & {
    id: Generated<number>;
    archive_no: string;
    series_id: number | null;
    serial: number | null;
    name_key: string;
    name_sort: string;
    filed_on: string;
    shelf_id: number | null;
    completeness: number;
    version: Generated<number>;
    created_at: number;
    updated_at: number;
  };
  /** Besides a column for each field of the catalogue. */
  contact: ColumnsOf<typeof CONTACT_FIELDS> & {
    id: Generated<number>;
    customer_id: number;
    position_no: number;
  };
  former_name: { customer_id: number; name: string };
  index_term: { customer_id: number; term: string };
  customer_phone: {
    customer_id: number;
    position_no: number;
    number: string;
    digits: string;
    contact_id: number | null;
  };
  customer_change: {
    id: Generated<number>;
    customer_id: number;
    version: number;
    at: number;
    account_id: number;
    field: string;
    old_value: string | null;
    new_value: string | null;
    reason: string | null;
    reason_text: string | null;
    salt: Uint8Array | null;
    content_hash: Uint8Array | null;
    digest: Uint8Array | null;
  };
  filing: {
    id: Generated<number>;
    state: FilingState;
    input: string;
    secrecy: Secrecy;
    reporter_id: number;
    customer_id: number | null;
    version: Generated<number>;
    updated_at: number;
  };
  flow_step: {
    id: Generated<number>;
    flow: string;
    record_id: number;
    no: number;
    step: string;
    state_before: string;
    state_after: string;
    account_id: number;
    person_id: number | null;
    person_name: string;
    roles: string;
    rule_version: number;
    rule: string | null;
    reason: string | null;
    reason_text: string | null;
    at: number;
    version: number | null;
    content_hash: Uint8Array | null;
    digest: Uint8Array | null;
    seq: number | null;
    taken_over: Generated<number>;
  };
  repair: {
    id: Generated<number>;
    customer_id: number;
    kind: RepairKind;
    state: RepairState;
    degree: Degree | null;
    method: RepairMethod | null;
    person_id: number | null;
    person_text: string | null;
    opened_on: string;
    due_on: string | null;
    done_on: string | null;
    version: number;
  };
  repair_event: {
    id: Generated<number>;
    repair_id: number;
    what: RepairStep;
    day: string;
    customer_id: number | null;
    kind: RepairKind | null;
    degree: Degree | null;
    note: string | null;
    source_kind: string | null;
    source_id: number | null;
    method: RepairMethod | null;
    person_id: number | null;
    person_text: string | null;
    due_on: string | null;
    done_on: string | null;
    reason: string | null;
    reason_text: string | null;
    at: number;
    account_id: number;
    seq: number;
    digest: Uint8Array;
  };
  environment_entry: {
    id: Generated<number>;
    environment_id: number;
    what: 'readings' | 'check' | 'withdraw';
    room: string;
    source: Source | null;
    from_at: number | null;
    to_at: number | null;
    content: string | null;
    titles: string | null;
    mapping: string | null;
    note: string | null;
    withdrawn_id: number | null;
    reason: string | null;
    reason_text: string | null;
    at: number;
    account_id: number;
    seq: number;
    digest: Uint8Array;
  };
  inspection: {
    id: Generated<number>;
    period: HalfYear;
    addendum: Generated<number>;
    state: InspectionState;
    opened_on: Day;
    listed_to: number;
    version: Generated<number>;
    updated_at: number;
  };
  inspection_entry: {
    id: Generated<number>;
    inspection_id: number;
    customer_id: number;
    no: number;
    outcome: Outcome;
    way: Way;
    room: string | null;
    cabinet: string | null;
    level: number | null;
    position: number | null;
    found_room: string | null;
    found_cabinet: string | null;
    found_level: number | null;
    put_right: PutRight | null;
    borrower: string | null;
    due_on: Day | null;
    findings: string | null;
    note: string | null;
    at: number;
    account_id: number;
    seq: number;
    digest: Uint8Array;
  };
  inspection_share: {
    id: Generated<number>;
    inspection_id: number;
    person_id: number;
    room: string | null;
    cabinet: string | null;
    from_level: number | null;
    to_level: number | null;
    given: number;
    at: number;
    account_id: number;
    seq: number;
    digest: Uint8Array;
  };
  inspection_record: {
    id: Generated<number>;
    inspection_id: number;
    content: Uint8Array;
    at: number;
    account_id: number;
    seq: number;
    digest: Uint8Array;
  };
  search_index: { terms: string };
  search_row: {
    id: number;
    position: number;
    digest: number;
    facets: number;
    responsible: number;
    keeper: number;
    lapses_on: string | null;
  };
  facet_value: { dimension: string; code: string; n: number };
  facet_place: { name: string; word: number; shift: number; bits: number };
  search_facet: { id: number; word: number; value: number };
  search_change: { seq: Generated<number>; customer_id: number; tag: number };
}

import type { Generated } from 'kysely';
import type { Category, Retention, Status } from './domain/customer.ts';
import type { Role, Secrecy } from './domain/roles.ts';

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
  account_role: { account_id: number; role: Role };
  account_key: { id: Generated<number>; account_id: number; sign_public: Uint8Array; created_at: number };
  setting: { key: string; value: string };
  preference: { account_id: number; key: string; value: string };
  draft: { account_id: number; key: string; value: string; saved_at: number };
  list_item: {
    list: string;
    code: string;
    label_zh: string;
    label_en: string;
    position: number;
    active: Generated<number>;
  };
  serial: { scope: string; last: number };
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
    signature: Uint8Array;
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
  };
  customer: {
    id: Generated<number>;
    archive_no: string;
    category: Category;
    party: 'organisation' | 'individual';
    name: string;
    name_key: string;
    name_sort: string;
    uscc: string | null;
    uscc_waiver: string | null;
    sub_type: string | null;
    industry: string | null;
    size: string | null;
    status: Status | null;
    province: string | null;
    city: string | null;
    district: string | null;
    address: string | null;
    grade: string | null;
    secrecy: Secrecy;
    secrecy_until: string | null;
    retention: Retention;
    first_contact_on: string | null;
    filed_on: string;
    annual_volume: number | null;
    contract_ends_on: string | null;
    legacy_code: string | null;
    responsible_id: number | null;
    keeper_id: number | null;
    shelf_room: string | null;
    shelf_cabinet: string | null;
    shelf_level: number | null;
    shelf_position: number | null;
    note: string | null;
    completeness: number;
    version: Generated<number>;
    created_at: number;
    updated_at: number;
  };
  contact: {
    id: Generated<number>;
    customer_id: number;
    position_no: number;
    name: string;
    position: string | null;
    mobile: string | null;
    phone: string | null;
    note: string | null;
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
  };
  filing: {
    id: Generated<number>;
    state: 'draft' | 'submitted' | 'accepted' | 'returned';
    input: string;
    secrecy: Secrecy;
    reported_by: number;
    reported_at: number | null;
    decided_by: number | null;
    decided_at: number | null;
    reason: string | null;
    customer_id: number | null;
    version: Generated<number>;
    updated_at: number;
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
  search_change: { seq: Generated<number>; customer_id: number; tag: number };
}

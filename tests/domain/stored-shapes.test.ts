import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import { listFields, type Fields } from '../../db/domain/fields.ts';
import { STORED_SETTINGS } from '../../db/domain/settings.ts';
import { STORED_RESULT } from '../../db/domain/properties.ts';
import type { StoredKind } from '../../db/domain/stored-json.ts';
import { STORED_ITEMS } from '../../db/domain/reports/amendment.ts';
import { STORED_FIGURES } from '../../db/domain/reports/figures.ts';
import { STORED_ASKED } from '../../db/domain/reports/request.ts';
import { STORED_INPUT } from '../../db/features/filings/flow.ts';
import { STORED_TEMPLATES } from '../../db/features/import/templates.ts';
import { SETTINGS_DRAFT } from '../../renderer/app/system/settings.tsx';
import { DECISION_DRAFT } from '../../renderer/components/flow/decision-dialog.tsx';
import { STORED_COLUMNS } from '../../renderer/components/list/use-list-columns.ts';
import { ACCOUNT_DRAFT } from '../../renderer/features/accounts/new-account.tsx';
import { PERSON_DRAFT } from '../../renderer/features/accounts/person-dialog.tsx';
import { ROLES_DRAFT } from '../../renderer/features/accounts/roles-dialog.tsx';
import { ASSIGN_DRAFT } from '../../renderer/features/customers/assign-dialog.tsx';
import { CLASSIFY_DRAFT } from '../../renderer/features/customers/classify-dialog.tsx';
import { CUSTOMER_DRAFT } from '../../renderer/features/customers/draft-values.ts';
import { STORED_VIEWS } from '../../renderer/features/customers/stored-views.ts';
import { LIST_DRAFT } from '../../renderer/features/lists/use-edited-rows.ts';
import { CLIMATE_REASON_DRAFT } from '../../renderer/features/environment/withdraw-dialog.tsx';
import { HANDLE_DRAFT } from '../../renderer/features/properties/handle-dialog.tsx';
import { STAFF_DRAFT } from '../../renderer/features/properties/staff-dialog.tsx';
import { DONE_DRAFT } from '../../renderer/features/repairs/done-dialog.tsx';
import { PLAN_DRAFT } from '../../renderer/features/repairs/plan-dialog.tsx';
import { REPAIR_REASON_DRAFT } from '../../renderer/features/repairs/repair-reason-dialog.tsx';
import { REASON_DRAFT } from '../../renderer/lib/kept-reason.ts';
import { STORED_LABELS } from '../../renderer/print/labels-dialog.tsx';

/**
 * What each version stores, as a digest of the names and kinds of its fields. A line here never changes: whoever adds a
 * field gives the kind a new version with an upgrader, and a line here. A field of a catalogue that came later needs
 * none (it is blank where it is missing); it has a line below.
 */
const SHAPES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  customer_draft: { 1: 'ad2cee1966121e3e' },
  filing: { 1: 'adcd80e25cb28d8f' },
  import_templates: { 1: '1a397e2234bce802', 2: '1a397e2234bce802' },
  labels: { 1: '6292716c6fb96da7' },
  list_columns: { 2: 'e9a5cdc66057b849' },
  list_draft: { 1: 'd7c6a5307f2d7da3' },
  account_draft: { 1: 'c620655e6e574822' },
  assign_draft: { 1: '12a3a37618b802bc', 2: '4f61ed6d478b2dde' },
  classify_draft: { 1: 'a2b240ae08d16fdf', 2: '7ed24723c5592b1d' },
  decision_draft: { 1: 'e50a8ea6c5f56944', 2: 'c5066726348cc570' },
  reason_draft: { 1: '3fae0b0119ce3e16', 2: 'd2204a295abc7640' },
  person_draft: { 1: 'ec7e5d529c4d3020' },
  roles_draft: { 1: '70b42aab477c08ab' },
  climate_reason_draft: { 1: 'c5066726348cc570' },
  handle_draft: { 1: 'c5066726348cc570' },
  staff_draft: { 1: 'cd5f6a16d2d07d27' },
  property_result: { 1: '1c9d7ea67b4c949e' },
  repair_plan_draft: { 1: '04b8f2df45705eb9' },
  repair_done_draft: { 1: '1c3e0aa956d55f2a' },
  repair_reason_draft: { 1: 'c5066726348cc570' },
  settings_draft: { 1: 'a7d70e10d0e37821', 2: 'c3e97b1719fdf402', 3: '8f8e7b2912b79189' },
  saved_views: { 1: '51fedfc5d08c24ff', 2: 'f1c7b64bf329cd68' },
  settings: { 1: '2b6ed0d844cc443d', 2: '0811fcd8cc7d8682', 3: '3afdaf2ce1cbfc17' },
  report_asked: { 1: 'b3abb791bccdbd0e' },
  report_figures: { 1: '03f12324265ae0cf' },
  report_amendment: { 1: 'e69cb88db1f92f3a' },
};

/** Fields of catalogues that came after the first version of what is stored, with their kinds. A line never changes. */
const LATER: Readonly<Record<string, string>> = {
  keeperId: 'person',
  proposedResponsibleId: 'person',
  shortName: 'line',
  englishName: 'line',
  legalPerson: 'line',
  website: 'line',
  'contacts.email': 'line',
  'contacts.wechat': 'line',
};

const laterIn = (fields: Fields): Array<[string, string]> =>
  listFields(fields).flatMap(([key, field]) => [
    ...(field.later ? [[key, field.kind] as [string, string]] : []),
    ...(field.kind === 'rows'
      ? laterIn(field.fields).map(([part, kind]) => [`${key}.${part}`, kind] as [string, string])
      : []),
  ]);
const laterNames = new Set(Object.keys(LATER).map((name) => name.split('.').at(-1)));

type Kind = Omit<StoredKind<unknown>, 'salvage'>;

const KINDS: readonly Kind[] = [
  CUSTOMER_DRAFT,
  LIST_DRAFT,
  ACCOUNT_DRAFT.kind,
  ASSIGN_DRAFT.kind,
  CLASSIFY_DRAFT.kind,
  DECISION_DRAFT.kind,
  PERSON_DRAFT.kind,
  ROLES_DRAFT.kind,
  SETTINGS_DRAFT.kind,
  HANDLE_DRAFT.kind,
  CLIMATE_REASON_DRAFT.kind,
  STAFF_DRAFT.kind,
  STORED_RESULT,
  PLAN_DRAFT.kind,
  DONE_DRAFT.kind,
  REPAIR_REASON_DRAFT.kind,
  REASON_DRAFT,
  STORED_COLUMNS,
  STORED_LABELS,
  STORED_INPUT,
  STORED_ASKED,
  STORED_FIGURES,
  STORED_ITEMS,
  STORED_SETTINGS,
  STORED_TEMPLATES,
  STORED_VIEWS,
];

/** Names of fields, whether they must be there, and what kind of value they hold; lengths and codes may grow. */
function shapeOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shapeOf);
  if (typeof node !== 'object' || node === null) return node;
  const { type, required, properties, items, anyOf, additionalProperties } = node as Record<string, unknown>;
  const isFirst = (name: unknown) => !laterNames.has(String(name));
  const first = Object.entries(properties ?? {}).filter(([name]) => isFirst(name));
  const fields = first.map(([name, value]) => [name, shapeOf(value)]);
  return {
    type,
    required: Array.isArray(required) ? required.filter(isFirst).toSorted() : undefined,
    fields: fields.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    items: shapeOf(items),
    anyOf: shapeOf(anyOf),
    more: shapeOf(additionalProperties),
  };
}

function digestOf({ schema }: Kind): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return createHash('sha256')
    .update(JSON.stringify(shapeOf(json)))
    .digest('hex')
    .slice(0, 16);
}

test.each(KINDS.map((kind) => [kind.name, kind] as const))(
  '%s stores what its version says',
  (name, kind) => {
    expect({ version: kind.version, shape: digestOf(kind) }).toEqual({
      version: Math.max(...Object.keys(SHAPES[name] ?? {}).map(Number)),
      shape: SHAPES[name]?.[kind.version],
    });
  },
);

test('a field that came later is of the kind that it came with', () => {
  expect(Object.fromEntries(laterIn(CUSTOMER_FIELDS))).toEqual(LATER);
});

test.each(KINDS.map((kind) => [kind.name, kind] as const))('%s is read from version 1 on', (_name, kind) => {
  const versions = Object.keys(kind.upgraders ?? {}).map(Number);
  expect(versions).toEqual(Array.from({ length: kind.version - 1 }, (_value, index) => index + 1));
});

import { z } from 'zod';
import { categorySchema } from '../../domain/customer.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { unwrap, wrap, type StoredKind, type StoredRead } from '../../domain/stored-json.ts';
import { getPreference, setPreference, setPreferenceAside } from '../workspace/service.ts';
import { fieldOfTitle, IMPORT_FIELDS, plainTitle } from './columns.ts';
import type { Layout } from './understand.ts';
import type { PlanSheet } from './plan.ts';

const KEY = 'import.templates';
const MOST = 40;

const templateSchema = z.strictObject({
  /** Sheet and file that it was used for, to be recognised by. */
  name: z.string().max(200),
  /** Field of each title. */
  fields: z.record(z.string().max(200), z.enum(IMPORT_FIELDS)),
  category: categorySchema.nullable(),
});
/** How columns with certain titles were matched, remembered from an import that was carried out. */
export type Template = z.infer<typeof templateSchema>;

/** The first version knew no column for our own people, and had theirs for the note. */
function withPeople(stored: unknown): unknown {
  return z
    .array(templateSchema)
    .parse(stored)
    .map((template) => {
      const fields = Object.entries(template.fields);
      const own = fields.find(([title, field]) => field === 'other' && fieldOfTitle(title) === 'responsible');
      return own ? { ...template, fields: { ...template.fields, [own[0]]: 'responsible' } } : template;
    });
}

/** One that names a field which this program does not have would match columns otherwise than it did: it is left out. */
export const STORED_TEMPLATES: StoredKind<Template[]> = {
  name: 'import_templates',
  version: 2,
  upgraders: { 1: withPeople },
  schema: z.array(templateSchema),
  salvage: (value) =>
    Array.isArray(value) ? value.filter((template) => templateSchema.safeParse(template).success) : null,
};

export function listTemplates(ctx: QueryContext): Template[] {
  const stored = readTemplates(ctx);
  return stored.ok ? stored.value : (stored.kept ?? []);
}

function readTemplates(ctx: QueryContext): StoredRead<Template[]> {
  const kept = getPreference(ctx, KEY);
  if (kept === null) return { ok: true, value: [] };
  return kept.broken ? { ok: false, why: 'broken', kept: null } : unwrap(STORED_TEMPLATES, kept.value);
}

/** Writes them over those of before; what of these cannot be read is set aside for its owner. */
function keepTemplates(ctx: MutationContext, templates: readonly Template[]): void {
  const stored = readTemplates(ctx);
  const next = wrap(STORED_TEMPLATES, templates.slice(0, MOST));
  if (stored.ok) setPreference(ctx, KEY, next);
  else setPreferenceAside(ctx, { key: KEY, why: stored.why, kept: next });
}

/** Remembers what the person chose, the newest first; one for each set of titles. */
export function rememberTemplates(
  ctx: MutationContext,
  fileName: string,
  sheets: readonly PlanSheet[],
): void {
  const fresh = sheets.map(({ name, columns, category }): Template => {
    const titled = columns.filter(({ title }) => title !== '');
    const fields = Object.fromEntries(
      titled.map(({ title, field }) => [plainTitle(title).slice(0, 200), field]),
    );
    return { name: (name === '' ? fileName : `${fileName} ${name}`).slice(0, 200), fields, category };
  });
  const keys = new Set(fresh.map(keyOf));
  const kept = listTemplates(ctx).filter((template) => !keys.has(keyOf(template)));
  keepTemplates(ctx, [...fresh, ...kept]);
}

export function forgetTemplate(ctx: MutationContext, name: string): void {
  const others = listTemplates(ctx).filter((template) => template.name !== name);
  keepTemplates(ctx, others);
}

/** The layout with the columns matched as the last time that a table had these titles. */
export function applyTemplate(
  layout: Layout,
  templates: readonly Template[],
): Layout & { template: string | null } {
  const titles = layout.columns
    .filter(({ title }) => title !== '')
    .map(({ title }) => plainTitle(title).slice(0, 200));
  const key = [...new Set(titles)].sort().join('\n');
  const template = titles.length > 0 ? templates.find((one) => keyOf(one) === key) : undefined;
  if (!template) return { ...layout, template: null };
  const columns = layout.columns.map((column) => ({
    ...column,
    field: template.fields[plainTitle(column.title).slice(0, 200)] ?? column.field,
  }));
  return { ...layout, columns, category: layout.category ?? template.category, template: template.name };
}

function keyOf({ fields }: Pick<Template, 'fields'>): string {
  return Object.keys(fields).sort().join('\n');
}

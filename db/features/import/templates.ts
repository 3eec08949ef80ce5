import { z } from 'zod';
import { categorySchema } from '../../domain/customer.ts';
import type { MutationContext } from '../../work/context.ts';
import type { StoredKind } from '../../domain/stored-json.ts';
import { fieldOfTitle, IMPORT_FIELDS, plainTitle } from './columns.ts';
import { keptList } from './kept-list.ts';
import type { Layout } from './understand.ts';
import type { PlanSheet } from './plan.ts';

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

const kept = keptList(STORED_TEMPLATES, { key: 'import.templates', most: 40 });

export const listTemplates = kept.list;

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
  const others = listTemplates(ctx).filter((template) => !keys.has(keyOf(template)));
  kept.keep(ctx, [...fresh, ...others]);
}

export function forgetTemplate(ctx: MutationContext, name: string): void {
  const others = listTemplates(ctx).filter((template) => template.name !== name);
  kept.keep(ctx, others);
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

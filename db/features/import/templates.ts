import { z } from 'zod';
import { categorySchema } from '../../domain/customer.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { getPreference, setPreference } from '../workspace/service.ts';
import { IMPORT_FIELDS, plainTitle } from './columns.ts';
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

export function listTemplates(ctx: QueryContext): Template[] {
  const parsed = z.array(templateSchema).safeParse(getPreference(ctx, KEY));
  return parsed.success ? parsed.data : [];
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
  setPreference(ctx, KEY, [...fresh, ...kept].slice(0, MOST));
}

export function forgetTemplate(ctx: MutationContext, name: string): void {
  setPreference(
    ctx,
    KEY,
    listTemplates(ctx).filter((template) => template.name !== name),
  );
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

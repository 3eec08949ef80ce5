import { z } from 'zod';
import { yuanOf } from '../../db/domain/cells/amounts.ts';
import { unreachable } from '../../db/domain/errors.ts';
import {
  listFields,
  type Field,
  type Fields,
  type RecordOf,
  type RowsField,
} from '../../db/domain/fields.ts';
import { shaped } from '../../db/domain/text/line-shapes.ts';

/**
 * The form of a record, from its catalogue: what is typed is text, and becomes a value when the form is sent. The
 * vault checks again.
 */

interface ShelfForm {
  readonly room: string;
  readonly cabinet: string;
  readonly level: string;
  readonly position: string;
}

type ValueOf<F extends Field> = F extends { readonly kind: 'line' | 'lines' | 'amount' }
  ? string
  : F extends { readonly kind: 'rows'; readonly fields: infer Parts extends Fields }
    ? Array<{ id?: number | undefined } & FormOf<Parts>>
    : F extends { readonly kind: 'shelf' }
      ? { -readonly [Part in keyof ShelfForm]: string }
      : z.output<F['schema']>;

/** What the fields of a form hold: text as typed, null for a choice not made. */
export type FormOf<F extends Fields> = { -readonly [K in keyof F]: ValueOf<F[K]> };

/** How what is typed into some lines is tidied beyond its spaces. */
export type Tidy<F extends Fields> = { readonly [K in keyof F]?: (typed: string) => string };

type Row = Readonly<Record<string, unknown>>;

const rowId = z.int().positive().optional();
const shelfParts = z.strictObject({
  room: z.string(),
  cabinet: z.string(),
  level: z.string(),
  position: z.string(),
});

function mapFields(fields: Fields, make: (field: Field, key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(listFields(fields).map(([key, field]) => [key, make(field, key)]));
}

/** Checks what is typed and turns it into what the vault takes. */
export function formSchema<F extends Fields>(
  fields: F,
  tidy: Tidy<F> = {},
): z.ZodType<RecordOf<F>, FormOf<F>> {
  const shape = mapFields(fields, (field, key) => typedSchema(field, tidy[key])) as z.ZodRawShape;
  return z.strictObject(shape) as z.ZodType<RecordOf<F>, FormOf<F>>;
}

function typedSchema(field: Field, tidy?: (typed: string) => string): z.ZodType {
  switch (field.kind) {
    case 'line':
      if (tidy) return z.string().transform((typed) => tidy(typed) || null);
      return field.must ? z.string().trim().min(1).max(field.max) : shaped(typedLine(field.max), field.shape);
    case 'lines':
      return typedLine(field.max);
    case 'amount':
      return typedAmount;
    case 'texts':
      return z.array(z.string().trim().min(1).max(field.max)).max(field.most);
    case 'rows':
      return typedRows(field);
    case 'shelf':
      return typedShelf(field.schema);
    case 'day':
    case 'choice':
    case 'code':
    case 'division':
    case 'person':
      return field.schema;
    default:
      return unreachable(field);
  }
}

/** A row that is only begun with is none; the others keep their places, so that what is wrong stands where it was typed. */
function typedRows({ fields, most }: RowsField) {
  const filled = z.strictObject({ id: rowId, ...formShape(fields, typedSchema) });
  return z
    .array(z.record(z.string(), z.unknown()))
    .max(most)
    .transform((rows, context) =>
      rows.flatMap((typed, at) => {
        if (isBlankRow(typed)) return [];
        const row = filled.safeParse(typed);
        if (row.success) return [row.data];
        for (const { path, message, ...issue } of row.error.issues)
          context.addIssue({
            ...issue,
            path: [at, ...path],
            // Of whatever kind: only whether it is empty is looked at.
            input: typed[String(path[0])] as never,
            // What is not worded by a rule of our own is worded for the whole form.
            ...(issue.code === 'custom' && { message }),
          });
        return [];
      }),
    );
}

const isBlankRow = (row: Row): boolean =>
  row.id === undefined && Object.values(row).every((value) => textOf(value).trim() === '');

function formShape(fields: Fields, make: (field: Field) => z.ZodType): z.ZodRawShape {
  return mapFields(fields, (field) => make(field)) as z.ZodRawShape;
}

const typedLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || null);

const typedAmount = z.string().transform((typed, context) => {
  const yuan = yuanOf(typed);
  if (yuan !== undefined) return yuan;
  context.addIssue({ code: 'custom', message: 'customers.not_an_amount' });
  return z.NEVER;
});

const wholeNumber = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed) : null);

function typedShelf(schema: z.ZodType) {
  return shelfParts.transform((typed, context) => {
    if (Object.values(typed).every((part) => part.trim() === '')) return null;
    const { level, position } = typed;
    const shelf = schema.safeParse({ ...typed, level: wholeNumber(level), position: wholeNumber(position) });
    if (shelf.success) return shelf.data;
    for (const { path } of shelf.error.issues)
      context.addIssue({ code: 'custom', path: [...path], message: 'customers.shelf_part' });
    return z.NEVER;
  });
}

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** What the vault holds, as the form shows it. */
export function toForm<F extends Fields>(fields: F, record: RecordOf<F>): FormOf<F> {
  const values: Row = record;
  return mapFields(fields, (field, key) => shown(field, values[key])) as FormOf<F>;
}

function shown(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'line':
    case 'lines':
    case 'amount':
      return textOf(value);
    case 'rows':
      return (value as Row[]).map((row) => ({
        ...(row.id === undefined ? {} : { id: row.id }),
        ...toForm(field.fields, row),
      }));
    case 'shelf': {
      const parts = (value ?? {}) as Row;
      return Object.fromEntries(Object.keys(shelfParts.shape).map((part) => [part, textOf(parts[part])]));
    }
    default:
      return value;
  }
}

/** What is filled in so far, as far as it can be read: unreadable parts count as not filled. */
export function formSoFar<F extends Fields>(fields: F, typed: FormOf<F>, tidy: Tidy<F> = {}): RecordOf<F> {
  const values: Row = typed;
  return mapFields(fields, (field, key) => soFar(field, values[key], tidy[key])) as RecordOf<F>;
}

function soFar(field: Field, typed: unknown, tidy?: (typed: string) => string): unknown {
  switch (field.kind) {
    case 'line': {
      const text = tidy ? tidy(textOf(typed)) : textOf(typed).trim();
      return field.must ? text : text || null;
    }
    case 'lines':
      return textOf(typed).trim() || null;
    case 'amount':
      return yuanOf(textOf(typed)) ?? null;
    case 'rows':
      return (typed as Row[]).map((row) => ({ ...row, ...formSoFar(field.fields, row) }));
    case 'shelf': {
      const shelf = typedShelf(field.schema).safeParse(typed);
      return shelf.success ? shelf.data : null;
    }
    default:
      return typed;
  }
}

/** A half-filled form as it is kept: right in kind, in any state of filling. */
export function keptFormSchema<F extends Fields>(fields: F): z.ZodType<FormOf<F>> {
  return z.strictObject(formShape(fields, keptSchema)) as z.ZodType<FormOf<F>>;
}

/** The same fields, blank as a form has them. */
export function formBlanks(fields: Fields): Fields {
  const blanks = listFields(fields).map(([key, field]): [string, Field] => {
    const blank = shown(field, field.blank);
    return [
      key,
      field.kind === 'rows' ? { ...field, blank, fields: formBlanks(field.fields) } : { ...field, blank },
    ];
  });
  return Object.fromEntries(blanks);
}

function keptSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case 'line':
    case 'lines':
    case 'amount':
      return z.string();
    case 'texts':
      return z.array(z.string());
    case 'rows':
      return z.array(z.strictObject({ id: rowId, ...formShape(field.fields, keptSchema) }));
    case 'shelf':
      return shelfParts;
    case 'day':
    case 'code':
    case 'division':
      return z.string().nullable();
    case 'choice':
    case 'person':
      return field.schema;
    default:
      return unreachable(field);
  }
}

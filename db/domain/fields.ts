import { z } from 'zod';
import { daySchema } from './dates.ts';
import { enteredLine, optionalLine, optionalLines } from './text/entered.ts';
import { shaped, type LineShape } from './text/line-shapes.ts';

/**
 * How search finds a field: a name also by its pinyin, a code and a phone by any run of three, a text by any part.
 * What is `open` is found by everybody who may list the record, the rest by its readers.
 */
export type SearchAs = 'name' | 'person' | 'text' | 'code' | 'phone';

/** What is said of a field beside its kind. Words: `field.<key>` of the record's namespace. */
export type FieldFacts = {
  /** Block of the form and of the page; a part of a row (`rows`) has none. */
  readonly section?: string;
  /** Filled in, shown and changed as one under this key, with the other fields that name it. */
  readonly within?: string;
  /** Categories whose template asks for it (rules.md A1); these fields make up the completeness. */
  readonly required?: readonly string[];
  /** The field is a matter of such records alone. */
  readonly only?: { readonly category?: string; readonly party?: string };
  readonly search?: SearchAs;
  /** Columns of a ledger that fill it, one of each kind or any number; titles: `resources/lists/import-columns.json`. */
  readonly import?: Readonly<Record<string, 'one' | 'many'>>;
  readonly exported?: true;
  /** Where on the printed card; absent: not on it, or by the card's own code. */
  readonly card?: 'head' | 'facts' | 'standing' | 'notes';
  /** Takes the whole line, in forms and on the page. */
  readonly wide?: true;
  /** What a line has to look like. */
  readonly shape?: LineShape;
  /** In tabular figures. */
  readonly figures?: true;
  /** Words below the input: `help.<key>`. */
  readonly help?: true;
  /** A list of `list_item` whose words are offered while typing. */
  readonly suggest?: string;
  /** Known after a first meeting: in the short form of who reports a customer. */
  readonly early?: true;
  /** Changed in the whole form only. */
  readonly notInPlace?: true;
  /** Came after the first format of vaults: what was stored before that lacks it, and it is blank there. */
  readonly later?: true;
  /** Code of its own deals with part of what the catalogue derives for others; search for the word to find it. */
  readonly special?: string;
} &
  /** `open`: in the index (rules.md A3), for everybody who may list the record; else for its readers alone. */
  (
    | { readonly open: true; readonly sensitive?: never }
    /** `sensitive`: tells of a person or lets somebody pass for the customer; never in the index. */
    | { readonly open?: never; readonly sensitive?: true }
  );

interface Typed<Kind extends string> {
  readonly kind: Kind;
  readonly schema: z.ZodType;
  /** What it holds before anybody has filled it in. */
  readonly blank: unknown;
}

/** A field that is one column of its record's table, under its own value. */
type InColumn = { readonly column: string };

export type OneLineField = Typed<'line'> & InColumn & { readonly max: number; readonly must: boolean };
export type LinesField = Typed<'lines'> & InColumn & { readonly max: number };
export type DayField = Typed<'day'> & InColumn & { readonly past?: true };
export type AmountField = Typed<'amount'> & InColumn;
/** One of a closed set of values; words: `<words>.<value>`, with its namespace. */
export type ChoiceField = Typed<'choice'> &
  InColumn & { readonly values: readonly string[]; readonly words: string; readonly mayBeEmpty: boolean };
/** A code of a list that 主管 edits. */
export type CodeField = Typed<'code'> & InColumn & { readonly list: string };
/** A place of GB/T 2260. */
export type DivisionField = Typed<'division'> & InColumn;
/** `person.id`. */
export type PersonField = Typed<'person'> & InColumn;
/** Short texts in rows of their own; without an order they are a set. */
export type TextsField = Typed<'texts'> & {
  readonly table: string;
  readonly textColumn: string;
  readonly max: number;
  readonly most: number;
  readonly ordered: boolean;
};
/** Rows of fields, in their order. */
export type RowsField = Typed<'rows'> & {
  readonly table: string;
  readonly fields: Fields;
  readonly most: number;
};
/** Room, cabinet, level, position. */
export type ShelfField = Typed<'shelf'>;

export type Field = FieldFacts &
  (
    | OneLineField
    | LinesField
    | DayField
    | AmountField
    | ChoiceField
    | CodeField
    | DivisionField
    | PersonField
    | TextsField
    | RowsField
    | ShelfField
  );

/** The fields of a record, in the order of its form. */
export type Fields = Readonly<Record<string, Field>>;

export type ShapeOf<F extends Fields> = { -readonly [K in keyof F]: F[K]['schema'] };
export type RecordOf<F extends Fields> = { -readonly [K in keyof F]: z.output<F[K]['schema']> };
/** Columns of the record's own table, with the type of each. */
export type ColumnsOf<F extends Fields> = {
  [K in keyof F as F[K] extends { readonly column: infer Column extends string } ? Column : never]: z.output<
    F[K]['schema']
  >;
};
/** Fields of which the index shows a value (rules.md A3): texts of sets are found, not shown in a list. */
export type LineField<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly open: true }
    ? F[K] extends { readonly kind: 'texts' }
      ? never
      : K
    : never;
}[keyof F & string];
/** What is filled in, shown and changed as one: the field itself, or the key that it is `within`. */
export type KeyOf<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly within: infer Within extends string } ? Within : K;
}[keyof F & string];
/** Columns of a ledger that fill a field. */
export type ImportColumnOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly kind: 'rows'; readonly fields: infer Parts extends Fields }
    ? ImportKeys<F[K]> | { [P in keyof Parts]: ImportKeys<Parts[P]> }[keyof Parts]
    : ImportKeys<F[K]>;
}[keyof F];
type ImportKeys<F> = F extends { readonly import: infer Columns } ? keyof Columns & string : never;

/** One line of text; `must`: never empty. */
export function line<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  max: number,
  facts: Facts,
) {
  return {
    kind: 'line',
    column,
    max,
    must: false,
    schema: shaped(optionalLine(max), facts.shape),
    blank: null,
    ...facts,
  } as const;
}

export function neededLine<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  max: number,
  facts: Facts,
) {
  const schema = enteredLine(max).min(1);
  return { kind: 'line', column, max, must: true, schema, blank: '', ...facts } as const;
}

export function lines<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  max: number,
  facts: Facts,
) {
  return { kind: 'lines', column, max, schema: optionalLines(max), blank: null, ...facts } as const;
}

/** A calendar day; `past`: not after today. */
export function day<const Column extends string, const Facts extends FieldFacts & { readonly past?: true }>(
  column: Column,
  facts: Facts,
) {
  return { kind: 'day', column, schema: daySchema.nullable(), blank: null, ...facts } as const;
}

/** Whole yuan. */
export function amount<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  facts: Facts,
) {
  return {
    kind: 'amount',
    column,
    schema: z.int().min(0).max(1e15).nullable(),
    blank: null,
    ...facts,
  } as const;
}

/** One of `values`, `blank` among them. */
export function choice<
  const Column extends string,
  const Values extends readonly [string, ...string[]],
  const Facts extends FieldFacts & { readonly words: string; readonly blank: Values[number] },
>(column: Column, values: Values, facts: Facts) {
  return { kind: 'choice', column, values, mayBeEmpty: false, schema: z.enum(values), ...facts } as const;
}

/** One of `values`, or none. */
export function optionalChoice<
  const Column extends string,
  const Values extends readonly [string, ...string[]],
  const Facts extends FieldFacts & { readonly words: string },
>(column: Column, values: Values, facts: Facts) {
  const schema = z.enum(values).nullable();
  return { kind: 'choice', column, values, mayBeEmpty: true, schema, blank: null, ...facts } as const;
}

export function code<const Column extends string, const Facts extends FieldFacts & { readonly list: string }>(
  column: Column,
  facts: Facts,
) {
  return { kind: 'code', column, schema: optionalLine(40), blank: null, ...facts } as const;
}

/** Six digits of GB/T 2260. */
export function division<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  facts: Facts,
) {
  return { kind: 'division', column, schema: optionalLine(6), blank: null, ...facts } as const;
}

export function person<const Column extends string, const Facts extends FieldFacts>(
  column: Column,
  facts: Facts,
) {
  return { kind: 'person', column, schema: z.int().positive().nullable(), blank: null, ...facts } as const;
}

export function texts<
  const Facts extends FieldFacts & {
    readonly table: string;
    readonly textColumn: string;
    readonly ordered: boolean;
  },
>(max: number, most: number, facts: Facts) {
  const schema = z.array(enteredLine(max).min(1)).max(most);
  return { kind: 'texts', max, most, schema, blank: [], ...facts } as const;
}

/** Rows of `fields`; a row keeps its id through a change, and a new one has none. */
export function rows<const Parts extends Fields, const Facts extends FieldFacts & { readonly table: string }>(
  fields: Parts,
  most: number,
  facts: Facts,
) {
  const row = z.strictObject({ id: z.int().positive().optional(), ...shapeOf(fields) });
  return { kind: 'rows', fields, most, schema: z.array(row).max(most), blank: [], ...facts } as const;
}

export function shelf<Schema extends z.ZodType, const Facts extends FieldFacts>(
  schema: Schema,
  facts: Facts,
) {
  return { kind: 'shelf', schema: schema.nullable(), blank: null, ...facts } as const;
}

/** What a zod object of the record is made of. */
export function shapeOf<F extends Fields>(fields: F): ShapeOf<F> {
  const schemas = listFields(fields).map(([key, { schema }]) => [key, schema] as const);
  return Object.fromEntries(schemas) as ShapeOf<F>;
}

/** The fields of a catalogue as a list, for what treats them alike by their kind. */
export function listFields<F extends Fields>(fields: F): ReadonlyArray<readonly [keyof F & string, Field]> {
  return Object.entries<Field>(fields);
}

export type KeyOfKind<F extends Fields, Kind> = {
  [K in keyof F & string]: F[K] extends { readonly kind: Kind } ? K : never;
}[keyof F & string];

/** The fields of one kind. */
export function fieldsOfKind<F extends Fields, Kind extends Field['kind']>(
  fields: F,
  kind: Kind,
): ReadonlyArray<readonly [KeyOfKind<F, Kind>, Extract<Field, { kind: Kind }>]> {
  const isKind = (field: Field): field is Extract<Field, { kind: Kind }> => field.kind === kind;
  return listFields(fields).flatMap(([key, field]) =>
    isKind(field) ? [[key as KeyOfKind<F, Kind>, field] as const] : [],
  );
}

type KeyInColumn<F extends Fields> = {
  [K in keyof F & string]: F[K] extends { readonly column: string } ? K : never;
}[keyof F & string];

/** Which columns of the record's table hold which fields. */
export function columnsOf<F extends Fields>(
  fields: F,
): ReadonlyArray<readonly [key: KeyInColumn<F>, column: keyof ColumnsOf<F> & string]> {
  return listFields(fields).flatMap(([key, field]) =>
    'column' in field ? [[key as KeyInColumn<F>, field.column as keyof ColumnsOf<F> & string] as const] : [],
  );
}

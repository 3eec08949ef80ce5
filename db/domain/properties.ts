/** 四性检测 (rules.md D5; GB/T 18894, DA/T 70): what was looked at, and what is done about what failed. */
import { z } from 'zod';
import { OTHER, type Reason, type ReasonRule } from './reasons.ts';
import type { StoredKind } from './stored-json.ts';
import { fillWords } from './wording.ts';

/** 真实性, 完整性, 可用性, 安全性. */
export const PROPERTIES = ['authenticity', 'integrity', 'usability', 'security'] as const;
export type Property = (typeof PROPERTIES)[number];

/** All of the vault, one archive that was filed, those of an import, or what a backup looked at. */
export const TEST_SCOPES = ['all', 'archive', 'import', 'backup'] as const;
export type TestScope = (typeof TEST_SCOPES)[number];

const nameSchema = z.string().regex(/^[a-z_]{1,40}$/);

const checkSchema = z.strictObject({
  name: nameSchema,
  property: z.enum(PROPERTIES),
  /** How many of what it is about were looked at: rows, archives, files. */
  scope: z.int().min(0),
  ok: z.boolean(),
  /** It holds, but this is to be known as well; a wording of its own. */
  note: nameSchema.nullable(),
  /** Facts for a sentence in the locales. */
  detail: z.record(z.string().regex(/^[a-zA-Z_]{1,40}$/), z.union([z.number(), z.string().max(200)])),
});
/** One thing that was looked at. */
export type PropertyCheck = z.infer<typeof checkSchema>;

const resultSchema = z.strictObject({
  checks: z.array(checkSchema).max(100),
  /** The newest row of the log that was looked at; null where that was no matter. */
  head: z.strictObject({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }).nullable(),
  program: z.string().max(40),
});
export type PropertyResult = z.infer<typeof resultSchema>;

/** As a test keeps what it found. */
export const STORED_RESULT: StoredKind<PropertyResult> = {
  name: 'property_result',
  version: 1,
  schema: resultSchema,
};

/** What a check found as a sentence, by the words of `properties`; what is not right may have one for why. */
export function evidenceOf(
  words: Readonly<Partial<Record<string, string>>>,
  { name, ok, note, detail }: PropertyCheck,
): string {
  const noted = note === null ? undefined : words[`detail.${name}.${note}`];
  return fillWords(noted ?? words[`detail.${name}.${ok ? 'ok' : 'wrong'}`] ?? name, detail);
}

/** Why what failed need not hold up anything: 已改正, 限期改正, 有正当原因, 已报告主管或经理, 其他. */
export const HANDLE_REASON = {
  choices: ['corrected', 'being_corrected', 'explained', 'reported', OTHER],
  needed: true,
} as const satisfies ReasonRule;
export type HandleReason = Reason<(typeof HANDLE_REASON.choices)[number]>;

/** Names on a list of who works here, at most. */
export const MOST_STAFF = 2_000;

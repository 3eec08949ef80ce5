/** 四性检测报告 (forms.md 10): each check with its scope, result, evidence, and what was said about what failed. */
import auditWords from '../../../resources/locales/zh-CN/audit.json' with { type: 'json' };
import commonWords from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import ownWords from '../../../resources/locales/zh-CN/properties.json' with { type: 'json' };
import { dayIn, minuteIn } from '../../domain/dates.ts';
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import { evidenceOf, PROPERTIES, type PropertyCheck } from '../../domain/properties.ts';
import { fillWords } from '../../domain/wording.ts';
import type { PrintedForm } from '../../work/subject.ts';
import { frameOf, word } from '../prints/service.ts';
import { openTest, type Handling, type OpenedTest } from './tests.ts';

/** The test with the number `id`. Error: `properties.not_found`. */
export const propertiesForm: PrintedForm = {
  name: 'properties',
  permission: 'properties.read',
  read(_ctx, db, id, frame) {
    const test = openTest(db, id);
    const { zone } = frame;
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('properties.title'),
      formNo: word('properties.form_no'),
      number: { label: word('properties.number'), value: String(id) },
      date: { label: word('properties.ended'), value: dayIn(zone, test.endedAt) },
      subject: said(`scope.${test.scope}`),
      secrecyMark: null,
      blocks: [
        factsOf(test, zone),
        ...PROPERTIES.flatMap((property) => tableOf(test, property, zone)),
        SIGNATURES,
      ],
    });
    return { document, object: `property_test:${id}`, secrecy: null };
  },
};

const SIGNATURES: BlockInput = {
  kind: 'signatures',
  items: [{ role: word('properties.tested_by') }, { role: word('properties.reviewed_by') }],
};

const WORDS: Readonly<Partial<Record<string, string>>> = { ...commonWords, ...auditWords, ...ownWords };

function said(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  return fillWords(WORDS[key] ?? key, values);
}

function factsOf(test: OpenedTest, zone: string): BlockInput {
  const { archives, head } = test;
  const result = test.ok
    ? word('properties.all_right')
    : test.open === 0
      ? word('properties.wrong_handled', { failed: test.failed })
      : word('properties.some_wrong', { failed: test.failed, open: test.open });
  const range =
    archives && (archives.first === archives.last ? archives.first : `${archives.first} – ${archives.last}`);
  return {
    kind: 'fields',
    columns: 2,
    items: [
      { label: word('properties.scope'), value: said(`scope.${test.scope}`) },
      { label: word('properties.by'), value: test.by ?? word('properties.by_program') },
      { label: word('properties.begun'), value: minuteIn(zone, test.begunAt) },
      { label: word('properties.ended'), value: minuteIn(zone, test.endedAt) },
      ...(range ? [{ label: word('properties.archives'), value: range, span: 2 }] : []),
      { label: word('properties.result'), value: result, span: 2, strong: true },
      ...(head
        ? [{ label: word('properties.head'), value: word('properties.head_is', { ...head }), span: 2 }]
        : []),
    ],
  };
}

/** Shares of the width. */
const COLUMNS = [
  ['check', 24],
  ['scope', 10],
  ['result', 10],
  ['evidence', 56],
] as const;

function tableOf(test: OpenedTest, property: PropertyCheck['property'], zone: string): BlockInput[] {
  const checks = test.checks.filter((check) => check.property === property);
  if (checks.length === 0) return [];
  return [
    {
      kind: 'table',
      title: said(`property.${property}`),
      columns: COLUMNS.map(([key, weight]) => ({
        title: word(`properties.column.${key}`),
        weight,
        align: key === 'scope' ? 'right' : 'left',
      })),
      rows: checks.map((check) => [
        said(`check.${check.name}`),
        String(check.scope),
        said(`result.${resultOf(check)}`),
        [evidenceOf(WORDS, check), ...handlingOf(check.handling, zone)].join('\n'),
      ]),
    },
  ];
}

function resultOf({ ok, note }: PropertyCheck): 'right' | 'noted' | 'wrong' {
  if (!ok) return 'wrong';
  return note === null ? 'right' : 'noted';
}

function handlingOf(handling: Handling | null, zone: string): string[] {
  if (!handling) return [];
  const { reason, reasonText, by, at } = handling;
  const choice = WORDS[`why.${reason}`] ?? reason;
  const text = reasonText === null ? choice : said('reason.with_text', { choice, text: reasonText });
  return [word('properties.handled', { text, by, at: minuteIn(zone, at) })];
}

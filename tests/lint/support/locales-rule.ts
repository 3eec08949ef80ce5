/** Both languages say the same things, and everything that the program wants to say has words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor, type ESTree } from 'vite';
import { listFiles, literalText, possibleTexts, problem, type Problem, type Source } from './sources.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

/** Namespace (a file's name) → key → wording, for one language. */
export type Words = ReadonlyMap<string, ReadonlyMap<string, string>>;
export type Locales = Readonly<Record<Language, Words>>;

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Reads every namespace that is there; new ones need no entry anywhere. */
export function readLocales(root: string): { locales: Locales; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = (language: Language): Words =>
    new Map(
      listFiles(root, `resources/locales/${language}`, ['.json']).map((path) => {
        const content: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
        const words = new Map<string, string>();
        for (const [key, wording] of Object.entries(content ?? {})) {
          if (typeof wording === 'string' && wording.trim() !== '') words.set(key, wording);
          else
            problems.push(
              `${path} “${key}” is not a text → keys are flat ("list.empty"), wordings not empty`,
            );
        }
        return [path.replace(/^.*\//, '').replace('.json', ''), words];
      }),
    );
  return { locales: { 'zh-CN': read('zh-CN'), en: read('en') }, problems };
}

/** Same namespaces, same keys (plural forms apart), same placeholders, no Chinese left in the English. */
export function compareLocales(locales: Locales): Problem[] {
  return [...compare(locales, 'zh-CN', 'en'), ...compare(locales, 'en', 'zh-CN'), ...leftInChinese(locales)];
}

function compare(locales: Locales, has: Language, lacks: Language): Problem[] {
  const problems: Problem[] = [];
  for (const [namespace, words] of locales[has]) {
    const others = locales[lacks].get(namespace);
    if (!others) {
      problems.push(
        `resources/locales/${lacks}/${namespace}.json is missing → write it beside the one in ${has}`,
      );
      continue;
    }
    for (const [key, wording] of words) {
      const other = formsOf(others, key);
      if (other.length === 0)
        problems.push(
          `resources/locales/${lacks}/${namespace}.json lacks “${key}” → add it (${has}: ${wording})`,
        );
      const missing = placeholders(wording).filter(
        (name) =>
          name !== 'count' && other.length > 0 && !other.some((text) => placeholders(text).includes(name)),
      );
      for (const name of missing)
        problems.push(
          `resources/locales/${lacks}/${namespace}.json “${key}” does not use {{${name}}} as ${has} does`,
        );
    }
  }
  return problems;
}

/** The wordings of a key or, for a plural, of all its forms. */
function formsOf(words: ReadonlyMap<string, string>, key: string): string[] {
  const stem = key.replace(PLURAL, '');
  return [...words].flatMap(([other, wording]) =>
    other === key || other === stem || (PLURAL.test(other) && other.replace(PLURAL, '') === stem)
      ? [wording]
      : [],
  );
}

/** A Chinese term may stand in brackets or quotes; a wording that is Chinese throughout was forgotten. */
function leftInChinese({ 'zh-CN': zh, en }: Locales): Problem[] {
  return [...en].flatMap(([namespace, words]) =>
    [...words].flatMap(([key, wording]) =>
      /\p{Unified_Ideograph}/u.test(wording) &&
      !/[A-Za-z]{2,}/.test(wording) &&
      zh.get(namespace)?.get(key) !== wording
        ? [`resources/locales/en/${namespace}.json “${key}” is still Chinese: ${wording}`]
        : [],
    ),
  );
}

export function placeholders(wording: string): string[] {
  return [...wording.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name ?? '');
}

/** `t('vault:unlock.title')`, `t(cond ? 'a' : 'b')`, t(`common:role.${role}`): each needs words. */
export function checkTranslations(sources: readonly Source[], words: Words): Problem[] {
  return sources.flatMap((source) => {
    const problems: Problem[] = [];
    const check = (node: ESTree.Node, key: string, isPrefix: boolean) => {
      const [namespace, rest] = key.includes(':') ? split(key, ':') : ['common', key];
      const known = words.get(namespace);
      const found =
        known &&
        [...known.keys()].some((one) =>
          isPrefix ? one.startsWith(rest) : one.replace(PLURAL, '') === rest || one === rest,
        );
      if (!found)
        problems.push(
          problem(
            source,
            node.start,
            `t(“${key}${isPrefix ? '…' : ''}”) has no words → add it to resources/locales/{zh-CN,en}/${namespace}.json`,
          ),
        );
    };
    new Visitor({
      CallExpression: (node) => {
        if (!/(?:^|\.)t$/.test(source.text.slice(node.callee.start, node.callee.end))) return;
        const [first] = node.arguments;
        for (const key of possibleTexts(first)) check(node, key, false);
        const prefix = first?.type === 'TemplateLiteral' ? templatePrefix(first) : null;
        if (prefix?.includes(':')) check(node, prefix, true);
      },
      JSXAttribute: (node) => {
        const key = literalText(node.value);
        if (key && source.text.slice(node.name.start, node.name.end) === 'i18nKey') check(node, key, false);
      },
    }).visit(source.program);
    return problems;
  });
}

/** The fixed beginning of a template with gaps; null without gaps. */
function templatePrefix(node: ESTree.TemplateLiteral): string | null {
  return node.expressions.length > 0 ? (node.quasis[0]?.value.cooked ?? null) : null;
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + 1)];
}

const CODE = /^[a-z][a-z_]*\.[a-z][a-z0-9_]*$/;

/** Helpers that put a prefix before the code they are given: where they are used, how, and the prefix. */
const PREFIXING: ReadonlyArray<{ folder: string; call: RegExp; prefix: string }> = [
  {
    folder: 'db/features/import/',
    call: /^(?:issue|row\.(?:refuse|warn|warnAndKeep))$/,
    prefix: 'import.row_',
  },
];

/** Codes that may reach a person: errors raised, messages of schemas, `code:` of a result. */
export function checkErrorCodes(sources: readonly Source[], words: Words): Problem[] {
  const known = words.get('errors') ?? new Map<string, string>();
  return sources.flatMap((source) => {
    const problems: Problem[] = [];
    const text = (node: ESTree.Node) => source.text.slice(node.start, node.end);
    const check = (node: ESTree.Node, code: string) => {
      if (CODE.test(code) && !known.has(code))
        problems.push(
          problem(
            source,
            node.start,
            `the code “${code}” has no words → add it to resources/locales/{zh-CN,en}/errors.json`,
          ),
        );
    };
    const checkData = (node: ESTree.NewExpression) => {
      const [first, data] = node.arguments;
      const given = namesGiven(data);
      if (given === null) return;
      for (const code of possibleTexts(first).filter((one) => !COMPLETED_LATER.includes(one)))
        for (const name of placeholders(known.get(code) ?? ''))
          if (!given.includes(name))
            problems.push(
              problem(
                source,
                node.start,
                `the wording of “${code}” wants {{${name}}} → give it in the error's data`,
              ),
            );
    };
    new Visitor({
      NewExpression: (node) => {
        if (!/^\w*Error$/.test(text(node.callee))) return;
        const [first] = node.arguments;
        for (const code of possibleTexts(first)) check(node, code);
        const prefix = first?.type === 'TemplateLiteral' ? templatePrefix(first) : null;
        if (prefix && /^[a-z_]+\./.test(prefix) && ![...known.keys()].some((code) => code.startsWith(prefix)))
          problems.push(
            problem(source, node.start, `no code begins with “${prefix}” → add them to errors.json`),
          );
        if (text(node.callee) === 'AppError') checkData(node);
      },
      CallExpression: (node) => {
        const name = text(node.callee);
        if (name === 'expectOneChange' || /\.(?:refine|regex|min|max|length|check)$/.test(name))
          for (const code of possibleTexts(node.arguments[1])) check(node, code);
        for (const { folder, call, prefix } of PREFIXING)
          if (source.path.startsWith(folder) && call.test(name))
            for (const code of possibleTexts(node.arguments[0])) check(node, prefix + code);
      },
      Property: (node) => {
        if (/^(?:code|message|error)$/.test(text(node.key)) && node.value.type !== 'Identifier')
          for (const code of possibleTexts(node.value)) check(node, code);
      },
    }).visit(source.program);
    return problems;
  });
}

/** Raised bare where a file is found locked, and given who has it before it leaves the vault. */
const COMPLETED_LATER: readonly string[] = ['vault.in_use'];

/** Names in an error's data; none when there is no data; null when it cannot be told. */
function namesGiven(data: ESTree.Argument | undefined): string[] | null {
  if (!data) return [];
  if (data.type !== 'ObjectExpression') return null;
  const names = data.properties.map((one) =>
    one.type === 'Property' && !one.computed && one.key.type === 'Identifier' ? one.key.name : null,
  );
  return names.every((name) => name !== null) ? names : null;
}

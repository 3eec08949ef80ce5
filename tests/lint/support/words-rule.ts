/** No Chinese or English sentence outside `resources/locales`; clocks and test switches have rules of their own. */
import { Visitor, type ESTree } from 'vite';
import { literalText, problem, type Problem, type Source } from './sources.ts';

/**
 * Data, not wording: what ledgers say and how Chinese is written. Everything that a person is to read belongs
 * into the locales, so this list grows only for tables of that kind.
 */
export const TABLES_OF_DATA: readonly string[] = [
  'db/domain/cells/amounts.ts',
  'db/domain/cells/city-names.ts',
  'db/domain/cells/dates.ts',
  'db/domain/cells/names.ts',
  'db/domain/cells/nothing.ts',
  'db/domain/cells/number-format.ts',
  'db/domain/cells/people.ts',
  'db/domain/cells/phones.ts',
  'db/domain/cells/shelves.ts',
  'db/domain/cells/text.ts',
  'db/domain/cells/words.ts',
  'db/domain/environment/dates.ts',
  'db/domain/environment/logger.ts',
  'db/domain/shelf-order.ts',
  'db/domain/text/address.ts',
  'db/domain/text/traditional.ts',
  'db/features/import/columns.ts',
  'db/features/import/people.ts',
  'db/features/import/row-kind.ts',
  'db/features/import/titles.ts',
  'db/features/import/understand.ts',
  'db/features/search/index/readings.ts',
  'db/features/search/index/spelling.ts',
  'db/features/search/index/terms.ts',
  'db/features/seed/make.ts',
  'db/features/seed/words.ts',
  'renderer/lib/day-text.ts',
];

const HAN = /\p{Unified_Ideograph}/u;
const LETTERS = /\p{L}{2,}/u;
/** A capital, then two more words at least: a sentence, not a code, a key, a font or SQL. */
const SENTENCE = /^[A-Z][a-z’']*(?: [a-z’'-]+){2,}/;
const KEY_NAMES = /^(?:Ctrl|Alt|Shift|Esc|Enter|Tab)(?:[ +]\w+)*$/;
const SQL = /^\s*(?:create|alter|drop|insert|select|update|delete|with|pragma)\b/i;
/** Attributes whose text a person sees or hears. */
const SPOKEN =
  /^(?:title|label|alt|placeholder|helperText|primary|secondary|aria-(?:label|description|placeholder|valuetext))$/;

const ADVICE = '→ put the words into resources/locales/{zh-CN,en} and take them with t()';

export function checkWords(sources: readonly Source[]): Problem[] {
  return sources.filter(({ path }) => !TABLES_OF_DATA.includes(path)).flatMap(checkSource);
}

function checkSource(source: Source): Problem[] {
  const problems: Problem[] = [];
  const refuse = (node: ESTree.Node, what: string, text: string) =>
    problems.push(problem(source, node.start, `${what} “${text.trim().slice(0, 40)}” ${ADVICE}`));
  const checkText = (node: ESTree.Node, written: string) => {
    const text = SQL.test(written) ? written.replaceAll(/--.*$/gm, '') : written;
    if (HAN.test(text)) refuse(node, 'Chinese words in a string', text);
    else if (SENTENCE.test(text) && !isForDevelopers(source, node))
      refuse(node, 'a sentence in a string', text);
  };
  new Visitor({
    Literal: (node) => {
      if ('regex' in node && HAN.test(node.regex.pattern))
        refuse(node, 'Chinese in a pattern', node.regex.pattern);
      else if (typeof node.value === 'string') checkText(node, node.value);
    },
    TemplateElement: (node) => checkText(node, node.value.cooked ?? ''),
    JSXText: (node) => {
      if (LETTERS.test(node.value) && !KEY_NAMES.test(node.value.trim()))
        refuse(node, 'words between tags', node.value);
    },
    JSXAttribute: (node) => {
      const name = source.text.slice(node.name.start, node.name.end);
      const text = literalText(node.value);
      if (text && SPOKEN.test(name) && LETTERS.test(text) && !HAN.test(text))
        refuse(node, `words in ${name}`, text);
    },
    Identifier: (node) => {
      if (HAN.test(node.name)) refuse(node, 'a Chinese name', node.name);
    },
  }).visit(source.program);
  return problems;
}

/** The message of a plain `Error` says what a programmer did wrong; no user reads it. */
function isForDevelopers(source: Source, node: ESTree.Node): boolean {
  return /(?:new (?:Type|Range)?Error|unreachable)\(\s*$/.test(source.text.slice(0, node.start));
}

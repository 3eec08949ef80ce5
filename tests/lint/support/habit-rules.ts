/** Injected clocks, the department's time zone, and tests that all run. */
import { Visitor, type ESTree } from 'vite';
import { literalText, problem, type Problem, type Source } from './sources.ts';

/** The one place that reads the machine's clock for the archive. */
export const CLOCK = 'db/clock.ts';

/** `db/` takes the time from its context, so that every rule can be tested on any day. */
export function checkClocks(sources: readonly Source[]): Problem[] {
  return sources
    .filter(({ path }) => path.startsWith('db/') && path !== CLOCK)
    .flatMap((source) => {
      const problems: Problem[] = [];
      const refuse = (node: ESTree.Node, what: string) =>
        problems.push(problem(source, node.start, `${what} → take the time from ctx.clock`));
      const text = (node: ESTree.Node) => source.text.slice(node.start, node.end);
      new Visitor({
        NewExpression: (node) => {
          if (text(node.callee) === 'Date' && node.arguments.length === 0) refuse(node, 'new Date()');
        },
        CallExpression: (node) => {
          if (text(node.callee) === 'Date') refuse(node, 'Date()');
        },
        MemberExpression: (node) => {
          if (/^(?:globalThis\.)?Date\.now$/.test(text(node))) refuse(node, 'Date.now');
        },
      }).visit(source.program);
      return problems;
    });
}

/** What is drawn before anybody is signed in, when where the department works is not known. */
export const GATE: ReadonlySet<string> = new Set(
  [
    'computer-time.ts',
    'create/create-wizard.tsx',
    'create/pattern-field.tsx',
    'differing.tsx',
    'restore.tsx',
    'welcome.tsx',
  ].map((file) => `renderer/features/vault/${file}`),
);

const PARTS = /^[gs]et(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/;
const TEXTS = /^to(?:Locale(?:Date|Time)?|Date|Time)String$/;

/** True for a date that is read by the computer's zone: of parts, or of a text that names none. */
function isReadHere(args: readonly ESTree.Node[]): boolean {
  const [first] = args;
  if (args.length > 1) return true;
  const text = first?.type === 'TemplateLiteral' ? first.quasis.at(-1)?.value.cooked : literalText(first);
  return typeof text === 'string' && !/(?:Z|[+-]\d\d:\d\d)$/.test(text);
}

/** Days and times of an open archive are those of the department (rules.md D1), on screen as on paper. */
export function checkZones(sources: readonly Source[]): Problem[] {
  return sources
    .filter(({ path }) => path.startsWith('renderer/') && !GATE.has(path))
    .flatMap((source) => {
      const problems: Problem[] = [];
      const refuse = (node: ESTree.Node, what: string) =>
        problems.push(
          problem(source, node.start, `${what} → go by the department's zone: useInstantText, useZone`),
        );
      const text = (node: ESTree.Node) => source.text.slice(node.start, node.end);
      new Visitor({
        ImportDeclaration: (node) => {
          if (node.source.value.endsWith('/computer-time.ts')) refuse(node, node.source.value);
        },
        NewExpression: (node) => {
          if (text(node.callee) === 'Date' && isReadHere(node.arguments)) refuse(node, 'new Date(…)');
        },
        CallExpression: (node) => {
          if (text(node.callee) === 'Date.parse' && isReadHere(node.arguments)) refuse(node, 'Date.parse(…)');
        },
        MemberExpression: (node) => {
          const name = text(node.property);
          if (TEXTS.test(name) || PARTS.test(name) || text(node) === 'Intl.DateTimeFormat')
            refuse(node, name);
        },
      }).visit(source.program);
      return problems;
    });
}

const RUNNERS = /^(?:test|it|describe|suite|bench)$/;
const SWITCHES = /^(?:skip|skipIf|runIf|only|todo|fixme|fails|failing)$/;

/** Every test runs, none runs alone, none is expected to fail. */
export function checkSwitches(sources: readonly Source[]): Problem[] {
  return sources.flatMap((source) => {
    const problems: Problem[] = [];
    const refuse = (node: ESTree.Node, what: string) =>
      problems.push(
        problem(
          source,
          node.start,
          `${what} → make it pass or take it out; a test that does not run proves nothing`,
        ),
      );
    new Visitor({
      MemberExpression: (node) => {
        const first = /^\w+/.exec(source.text.slice(node.object.start, node.object.end))?.[0] ?? '';
        const name = source.text.slice(node.property.start, node.property.end);
        if (RUNNERS.test(first) && SWITCHES.test(name)) refuse(node, `${first}.${name}`);
      },
      CallExpression: (node) => {
        const name = source.text.slice(node.callee.start, node.callee.end);
        if (/^(?:xit|xtest|xdescribe|fit|fdescribe)$/.test(name)) refuse(node, name);
        if (/^(?:ctx|context|task)\.skip$/.test(name)) refuse(node, name);
      },
    }).visit(source.program);
    return problems;
  });
}

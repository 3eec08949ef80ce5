/** Injected clocks, and tests that all run. */
import { Visitor, type ESTree } from 'vite';
import { problem, type Problem, type Source } from './sources.ts';

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

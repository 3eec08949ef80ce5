/**
 * A table is named in one feature alone, in its store files (`store.ts`, `*-store.ts`); below the features in one file.
 * What several subjects want to know of each other's records they ask a service, or the views below.
 */
import { basename } from 'node:path/posix';
import { Visitor, type ESTree } from 'vite';
import { possibleTexts, problem, type Problem, type Source } from './sources.ts';

/** Views that any store may join: names of people say who did something, and every subject shows that. */
export const SHARED: ReadonlySet<string> = new Set(['account_name']);

/** These describe the tables themselves. */
const DESCRIPTIONS = /^db\/(?:migrations\/|schema\.ts$)/;

/** The calls of the query builder that name a table first. */
const BUILDERS =
  /^(?:selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|using|(?:inner|left|right|full|cross)Join)$/;

/** In SQL the word before a table, and the table; a gap of a template stands as `?`. */
const NAMED = /\b(?:from|join|into|update|references|table)\s+(?:if\s+(?:not\s+)?exists\s+)?["'`]?(\w+|\?)/gi;

interface Naming {
  readonly source: Source;
  readonly start: number;
  readonly table: string;
}

/** `tables`: every name that counts; anything else that follows `from` is no table. */
export function checkTables(sources: readonly Source[], tables: ReadonlySet<string>): Problem[] {
  const namings = sources
    .filter(({ path }) => path.startsWith('db/') && !DESCRIPTIONS.test(path))
    .flatMap((source) => namingsIn(source, tables));
  return [...namings.flatMap(outsideStore), ...namedTwice(namings)];
}

function outsideStore({ source, start, table }: Naming): Problem[] {
  if (!source.path.startsWith('db/features/') || /^(?:.+-)?store\.ts$/.test(basename(source.path))) return [];
  return [problem(source, start, `names the table ${table} → into the store of the feature that keeps it`)];
}

/** The first that names a table by the order of paths is as good as another: all are told. */
function namedTwice(namings: readonly Naming[]): Problem[] {
  const byTable = Map.groupBy(namings, ({ table }) => table);
  return [...byTable].flatMap(([table, named]) => {
    const owners = [...new Set(named.map(({ source }) => ownerOf(source.path)))];
    if (owners.length < 2) return [];
    return named
      .filter(({ source }, index) => named.findIndex((other) => other.source === source) === index)
      .map(({ source, start }) =>
        problem(
          source,
          start,
          `names the table ${table}, as ${owners.filter((owner) => owner !== ownerOf(source.path)).join(' and ')} does → ask the service of the one that keeps it`,
        ),
      );
  });
}

/** A feature is one; below the features each file is. */
function ownerOf(path: string): string {
  return /^db\/features\/[^/]+/.exec(path)?.[0] ?? path;
}

function namingsIn(source: Source, tables: ReadonlySet<string>): Naming[] {
  const namings: Naming[] = [];
  const add = (node: ESTree.Node, table: string) => {
    if (tables.has(table) && !SHARED.has(table)) namings.push({ source, start: node.start, table });
  };
  const addFrom = (node: ESTree.Node, text: string) => {
    for (const [, table = ''] of text.matchAll(NAMED)) add(node, table);
  };
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === 'string') addFrom(node, node.value);
    },
    TemplateLiteral: (node) => addFrom(node, node.quasis.map(({ value }) => value.cooked ?? '').join(' ? ')),
    CallExpression: (node) => {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (!BUILDERS.test(callee.property.name)) return;
      const [first] = node.arguments;
      const named = first?.type === 'ArrayExpression' ? first.elements : [first];
      for (const argument of named)
        for (const text of possibleTexts(argument)) add(node, text.split(' ')[0] ?? '');
    },
  }).visit(source.program);
  return namings;
}

/** The tables that `db/schema.ts` gives types of. */
export function tablesOf({ program }: Source): Set<string> {
  const tables = new Set<string>();
  new Visitor({
    TSInterfaceDeclaration: (node) => {
      if (node.id.name !== 'Schema') return;
      for (const member of node.body.body)
        if (member.type === 'TSPropertySignature' && member.key.type === 'Identifier')
          tables.add(member.key.name);
    },
  }).visit(program);
  return tables;
}

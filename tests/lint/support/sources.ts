/** Reads and parses sources for the tests of this folder. A root may be the project or a folder of fixtures. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync, type ESTree } from 'vite';

export const PROJECT = join(import.meta.dirname, '../../..');

/** The folders that hold the program; one that is not there is left out. */
export const SOURCE_FOLDERS = ['db', 'electron', 'renderer'] as const;

export interface Source {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: ESTree.Program;
}

/** What is wrong, where, and what to do. Tests compare a list of these with the empty list. */
export type Problem = string;

/** `path:line what is wrong → what to do`. */
export function problem(source: Pick<Source, 'path' | 'text'>, start: number, what: string): Problem {
  const line = source.text.slice(0, start).split('\n').length;
  return `${source.path}:${line} ${what}`;
}

/** Every file below `folder` that ends in one of `endings`, sorted, as paths from the root. */
export function listFiles(root: string, folder: string, endings: readonly string[]): string[] {
  const start = join(root, folder);
  let entries;
  try {
    entries = readdirSync(start, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('tests/lint/fixtures/'))
    .sort();
}

/** Parses every TypeScript file in the folders; a file that does not parse fails the test with its place. */
export function readSources(root: string, folders: readonly string[] = SOURCE_FOLDERS): Source[] {
  return folders.flatMap((folder) =>
    listFiles(root, folder, ['.ts', '.tsx']).map((path) => read(root, path)),
  );
}

function read(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  return { path, text, program };
}

/** The text of a string literal or of a template without gaps; null for anything else. */
export function literalText(node: ESTree.Node | null | undefined): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The texts that an expression may have: a literal, or the branches of a choice between literals. */
export function possibleTexts(node: ESTree.Node | null | undefined): string[] {
  if (node?.type === 'ConditionalExpression')
    return [...possibleTexts(node.consequent), ...possibleTexts(node.alternate)];
  if (node?.type === 'LogicalExpression') return [...possibleTexts(node.left), ...possibleTexts(node.right)];
  if (
    node?.type === 'TSAsExpression' ||
    node?.type === 'TSSatisfiesExpression' ||
    node?.type === 'ParenthesizedExpression'
  )
    return possibleTexts(node.expression);
  const text = literalText(node);
  return text === null ? [] : [text];
}

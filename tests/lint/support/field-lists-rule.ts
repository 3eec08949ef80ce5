/** The fields of a customer are listed in the catalogue and nowhere else. */
import { Visitor, type ESTree } from 'vite';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { columnsOf } from '../../../db/domain/fields.ts';
import { literalText, problem, type Problem, type Source } from './sources.ts';

export const CATALOGUE = 'db/domain/customer-fields.ts';

/** So many side by side are a list of the fields; a few are a matter of their own, such as the parts of a place. */
const LIST = 6;

const KEYS: ReadonlySet<string> = new Set([
  ...[CUSTOMER_FIELDS, CONTACT_FIELDS].flatMap((fields) => Object.keys(fields)),
  ...[CUSTOMER_FIELDS, CONTACT_FIELDS].flatMap((fields) => columnsOf(fields).map(([, column]) => column)),
]);

/** Where the code for fields that are truly special names them, as `path declaration`, and why. */
export type Exceptions = ReadonlyMap<string, string>;

/** Arrays, objects, types, patterns and switches that name six fields of the catalogue, or columns of them. */
export function checkFieldLists(sources: readonly Source[], exceptions: Exceptions): Problem[] {
  const used = new Set<string>();
  const problems = sources.flatMap((source) =>
    source.path === CATALOGUE
      ? []
      : fieldListsOf(source).flatMap(({ start, fields }) => {
          const place = `${source.path} ${declarationAt(source, start)}`;
          used.add(place);
          const what = `lists ${fields.join(', ')} → derive it from ${CATALOGUE}`;
          return exceptions.has(place) ? [] : [problem(source, start, what)];
        }),
  );
  const needless = [...exceptions.keys()].filter((place) => !used.has(place));
  return [...problems, ...needless.map((place) => `${place} lists no fields → it is no exception`)];
}

function fieldListsOf(source: Source): Array<{ start: number; fields: string[] }> {
  const lists: Array<{ start: number; fields: string[] }> = [];
  const look = (node: ESTree.Node, names: ReadonlyArray<string | null>) => {
    const fields = [...new Set(names.filter((name) => name !== null))].filter((name) => KEYS.has(name));
    if (fields.length >= LIST) lists.push({ start: node.start, fields });
  };
  new Visitor({
    ArrayExpression: (node) => look(node, node.elements.map(elementName)),
    ObjectExpression: (node) => look(node, node.properties.map(keyName)),
    ObjectPattern: (node) => look(node, node.properties.map(keyName)),
    TSInterfaceBody: (node) => look(node, node.body.map(keyName)),
    TSTypeLiteral: (node) => look(node, node.members.map(keyName)),
    TSUnionType: (node) => look(node, node.types.map(typeName)),
    SwitchStatement: (node) =>
      look(
        node,
        node.cases.map(({ test }) => literalText(test)),
      ),
  }).visit(source.program);
  return lists;
}

/** What an element of a list names: itself, the first of a pair, or the first text of an object. */
function elementName(node: ESTree.Node | null): string | null {
  if (node?.type === 'ArrayExpression') return elementName(node.elements[0] ?? null);
  if (node?.type !== 'ObjectExpression') return literalText(node);
  const texts = node.properties.map((one) => (one.type === 'Property' ? literalText(one.value) : null));
  return texts.find((text) => text !== null) ?? null;
}

function keyName(member: ESTree.Node): string | null {
  if ((member.type !== 'Property' && member.type !== 'TSPropertySignature') || member.computed) return null;
  return member.key.type === 'Identifier' ? member.key.name : literalText(member.key);
}

function typeName(node: ESTree.Node): string | null {
  return node.type === 'TSLiteralType' ? literalText(node.literal) : null;
}

/** The name of the declaration of the file in which something stands. */
function declarationAt({ program }: Source, start: number): string {
  const statement = program.body.find((one) => one.start <= start && start < one.end);
  const declared = statement?.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declared?.type === 'VariableDeclaration') {
    const found = declared.declarations.find((one) => one.start <= start && start < one.end);
    return found?.id.type === 'Identifier' ? found.id.name : '';
  }
  return declared && 'id' in declared && declared.id?.type === 'Identifier' ? declared.id.name : '';
}

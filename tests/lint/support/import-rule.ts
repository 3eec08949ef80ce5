/**
 * Who may import whom:
 * `renderer → db/domain (values), db/router + electron/shell (types)`; `electron → db`;
 * `db/router → features → work → connection → domain`; a feature reaches another only through its `service.ts`;
 * `domain → zod`. Nobody else, and between folders there is no circle, type imports included. What is not allowed
 * below is refused.
 */
import { dirname, join } from 'node:path/posix';
import { Visitor, type ESTree } from 'vite';
import { literalText, problem, type Problem, type Source } from './sources.ts';

type Kind = 'value' | 'type';

interface Import {
  /** As written: `./store.ts`, `zod`. */
  readonly from: string;
  readonly kind: Kind;
  readonly start: number;
}

interface Zone {
  /** Beginning of the paths that belong to it; the longest match counts. `*` is one feature's name. */
  readonly path: string;
  /** Beginnings of paths that it may use as values (and so as types), its own apart. */
  readonly values: readonly string[];
  /** Beginnings of paths of which it may import types only. */
  readonly types?: readonly string[];
  /** Packages that it may use; absent: all but those of `notPackages`. */
  readonly packages?: RegExp;
  readonly notPackages?: RegExp;
}

const DESKTOP = /^(electron|react|react-dom|react-i18next|@mui\/|@emotion\/|@tanstack\/|@hookform\/|vitest)/;
const MACHINE =
  /^(node:|electron$|better-sqlite3|kysely|libsodium|shamir|docx|hucre|read-excel-file|udsv|vitest)/;

const ZONES: readonly Zone[] = [
  { path: 'db/domain/', values: [], packages: /^zod$/ },
  { path: 'db/wire.ts', values: [], types: ['db/domain/'], packages: /^zod$/ },
  { path: 'db/schema.ts', values: [], types: ['db/domain/'], packages: /^kysely$/ },
  { path: 'db/clock.ts', values: ['db/domain/'], notPackages: DESKTOP },
  { path: 'db/connection/', values: ['db/domain/'], types: ['db/schema.ts'], notPackages: DESKTOP },
  { path: 'db/migrations/', values: ['db/connection/', 'db/domain/'], notPackages: DESKTOP },
  {
    path: 'db/vault/',
    values: ['db/connection/', 'db/domain/', 'db/thread-entry.ts', 'resources/'],
    notPackages: DESKTOP,
  },
  {
    path: 'db/work/',
    values: ['db/connection/', 'db/domain/', 'db/vault/', 'resources/'],
    types: ['db/schema.ts', 'db/wire.ts'],
    notPackages: DESKTOP,
  },
  {
    path: 'db/features/*/',
    values: [
      'db/connection/',
      'db/domain/',
      'db/features/*/service.ts',
      'db/migrations/',
      'db/apart.ts',
      'db/thread-entry.ts',
      'db/vault/',
      'db/work/',
      'resources/',
      // A backup names the version of the program.
      'package.json',
    ],
    types: ['db/schema.ts', 'db/wire.ts'],
    notPackages: DESKTOP,
  },
  {
    path: 'db/router/',
    values: ['db/connection/', 'db/domain/', 'db/features/', 'db/work/', 'db/wire.ts'],
    types: ['db/schema.ts'],
    notPackages: DESKTOP,
  },
  { path: 'db/', values: ['db/', 'resources/'], notPackages: DESKTOP },
  { path: 'electron/shell/', values: ['db/domain/'], types: ['db/'] },
  { path: 'electron/preload/', values: ['electron/shell/'], types: ['db/'], packages: /^electron$/ },
  { path: 'electron/paper/', values: ['db/thread-entry.ts'] },
  { path: 'electron/main/', values: ['db/', 'electron/paper/', 'electron/shell/', 'resources/'] },
  {
    path: 'electron/stand-in/',
    values: [
      'db/',
      'electron/lock.ts',
      'electron/main/switches.ts',
      'electron/paper/',
      'electron/shell/',
      'resources/',
    ],
  },
  { path: 'electron/', values: ['db/', 'electron/', 'resources/'] },
  {
    path: 'renderer/',
    values: ['db/domain/', 'resources/'],
    types: ['db/router/', 'db/wire.ts', 'electron/shell/'],
    notPackages: MACHINE,
  },
];

/** Inside the renderer imports go down: app → features → print → components → lib. */
const RENDERER_LAYERS: ReadonlyArray<readonly string[]> = [
  ['renderer/lib/'],
  ['renderer/components/'],
  ['renderer/print/'],
  ['renderer/features/'],
  ['renderer/app/'],
];

export function checkImports(sources: readonly Source[]): Problem[] {
  return sources.flatMap((source) => importsOf(source).flatMap((one) => checkImport(source, one)));
}

/**
 * A circle between folders, type imports included: `db/x`, `db/features/x`, `renderer/x`, `renderer/features/x`,
 * `electron/x`; a file that lies beside them stands for itself. One line for each circle, with an import of each step.
 */
export function checkCircles(sources: readonly Source[]): Problem[] {
  const steps = new Map<string, Map<string, string>>();
  for (const source of sources)
    for (const { from, start } of importsOf(source)) {
      if (!from.startsWith('.')) continue;
      const [own, other] = [folderOf(source.path), folderOf(join(dirname(source.path), from))];
      const known = steps.get(own) ?? new Map<string, string>();
      if (own !== other && !known.has(other)) known.set(other, problem(source, start, `→ ${other}`));
      steps.set(own, known);
    }
  return [...steps.keys()].flatMap((folder) => {
    const circle = shortestWay(steps, folder);
    // Each circle once, from the folder that comes first by name.
    return circle && folder === [...circle.keys()].sort()[0] ? [[...circle.values()].join(', ')] : [];
  });
}

function folderOf(path: string): string {
  const parts = path.split('/');
  const depth = parts[1] === 'features' ? 3 : 2;
  return parts.slice(0, depth).join('/');
}

/** The shortest way from a folder back to itself: each folder on it with the import that leads on; null for none. */
function shortestWay(
  steps: ReadonlyMap<string, ReadonlyMap<string, string>>,
  start: string,
): Map<string, string> | null {
  const ways: Array<Map<string, string>> = [new Map()];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = [...way.keys()].at(-1);
    const here = last === undefined ? start : (way.get(last)?.split('→ ').at(-1) ?? start);
    for (const [next, line] of steps.get(here) ?? []) {
      const longer = new Map(way).set(here, line);
      if (next === start) return longer;
      if (!seen.has(next)) ways.push(longer);
      seen.add(next);
    }
  }
  return null;
}

function checkImport(source: Source, { from, kind, start }: Import): Problem[] {
  const zone = zoneOf(source.path);
  if (!zone) return [];
  const refuse = (what: string) => [problem(source, start, what)];
  if (!from.startsWith('.')) {
    const allowed = zone.packages ? zone.packages.test(from) : !zone.notPackages?.test(from);
    if (allowed || (kind === 'type' && !zone.packages)) return [];
    return refuse(`imports the package ${from}, which ${zone.path} may not use`);
  }
  const target = join(dirname(source.path), from);
  if (belongs(target, ownFolder(source.path, zone))) {
    return againstLayers(source.path, target)
      ? refuse(`imports ${target}: in the renderer imports go app → features → print → components → lib`)
      : [];
  }
  const may = (paths: readonly string[] = []) => paths.some((path) => belongs(target, path));
  if (may(zone.values) || (kind === 'type' && may(zone.types))) return [];
  if (kind === 'value' && may(zone.types))
    return refuse(
      `imports ${target} as a value; only its types are for ${zone.path} → write \`import type\``,
    );
  return refuse(`imports ${target}; ${zone.path} may import ${describe(zone)}${advice(zone, target)}`);
}

function zoneOf(path: string): Zone | undefined {
  return ZONES.filter((zone) => belongs(path, zone.path)).sort((a, b) => b.path.length - a.path.length)[0];
}

/** The folder within which a file imports freely: its zone, for a feature that one feature. */
function ownFolder(path: string, zone: Zone): string {
  return zone.path.includes('*') ? path.split('/').slice(0, 3).join('/') + '/' : zone.path;
}

function belongs(path: string, pattern: string): boolean {
  const parts = pattern.split('/');
  const own = path.split('/');
  return parts.every((part, index) => part === '' || part === '*' || part === own[index]);
}

function againstLayers(path: string, target: string): boolean {
  const layer = (of: string) =>
    RENDERER_LAYERS.findIndex((folders) => folders.some((folder) => belongs(of, folder)));
  return layer(path) >= 0 && layer(target) > layer(path);
}

function describe(zone: Zone): string {
  const types = zone.types?.length ? `, types of ${zone.types.join(', ')}` : '';
  return (zone.values.join(', ') || 'nothing outside itself') + types;
}

function advice(zone: Zone, target: string): string {
  if (zone.path === 'db/features/*/' && target.startsWith('db/features/'))
    return ` → let that feature's service.ts offer what is needed`;
  if (zone.path === 'renderer/' && target.startsWith('db/')) return ' → call a procedure instead';
  return '';
}

/** Every import of a file: static, dynamic, re-exports, type imports, `new URL(…, import.meta.url)`. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = [];
  const note = (node: ESTree.Node | null | undefined, kind: Kind, start: number) => {
    const from = literalText(node)?.replace(/^(\.\.?\/)+node_modules\//, '');
    if (from !== undefined) imports.push({ from, kind, start });
  };
  const pathCall = (node: ESTree.CallExpression) => {
    const name = source.text.slice(node.callee.start, node.callee.end);
    if (name === 'require' || name === 'require.resolve' || name === 'import.meta.glob')
      note(node.arguments[0], 'value', node.start);
  };
  new Visitor({
    ImportDeclaration: (node) => note(node.source, node.importKind === 'type' ? 'type' : 'value', node.start),
    ExportNamedDeclaration: (node) =>
      note(node.source, node.exportKind === 'type' ? 'type' : 'value', node.start),
    ExportAllDeclaration: (node) =>
      note(node.source, node.exportKind === 'type' ? 'type' : 'value', node.start),
    ImportExpression: (node) => note(node.source, 'value', node.start),
    TSImportType: (node) => note(node.source, 'type', node.start),
    CallExpression: pathCall,
    NewExpression: (node) => {
      const [path, base] = node.arguments;
      if (base && source.text.slice(base.start, base.end) === 'import.meta.url') {
        const text = literalText(path);
        if (text && /\.tsx?$/.test(text)) note(path, 'value', node.start);
      }
    },
  }).visit(source.program);
  return imports;
}

/**
 * `npm run test:mutants`: makes one small fault at a time and sees whether a test of its group notices (Stryker). Says
 * which faults nothing noticed, with file, line and change, and the share that was noticed. Hours for everything:
 *   --group NAME     only that group of `groups.ts` (may be given again)
 *   --file PATTERN   only sources whose path holds the pattern (may be given again)
 *   --sample N       only the faults in so many lines of each group, drawn by --seed S
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../../db/features/seed/random.ts';
import { GROUPS, type Group } from './groups.ts';

const root = join(import.meta.dirname, '..', '..');
const work = join(root, 'test-results', 'mutants');

/** Entries of processes and threads, which the tests of this process do not run, and procedures without a rule. */
const ELSEWHERE = /(-thread|\/reader|\/process|\/router|\/main\/index|\/main\/table-reader)\.ts$/;
/** Words and plain lists of keys: another text is no fault of the kind that is looked for. */
const NOT_MADE = ['StringLiteral', 'ObjectLiteral'];
/** At least this share is to be noticed, in percent. */
const WANTED = 85;

const { values } = parseArgs({
  options: {
    group: { type: 'string', multiple: true, default: GROUPS.map(({ name }) => name) },
    file: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});

const random = new Random(Number(values.seed));
if (values.sample !== undefined) console.log(`lines drawn by --seed ${values.seed}`);
const totals = GROUPS.filter(({ name }) => values.group.includes(name)).map(runGroup);
const made = totals.reduce((sum, { all }) => sum + all, 0);
if (made === 0) throw new Error('no source has such a group and path');
for (const { name, all, noticed } of totals) if (all > 0) console.log(`${name}: ${noticed} of ${all}`);
const share = (100 * totals.reduce((sum, { noticed }) => sum + noticed, 0)) / made;
console.log(`noticed: ${share.toFixed(1)} % of ${made}, wanted ${WANTED} %`);
process.exitCode = share >= WANTED ? 0 : 1;

interface Total {
  readonly name: string;
  readonly all: number;
  readonly noticed: number;
}

function runGroup(group: Group): Total {
  const { name } = group;
  const files = group.sources
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
    .filter((file) => !ELSEWHERE.test(file))
    .filter((file) => values.file.length === 0 || values.file.some((pattern) => file.includes(pattern)))
    .toSorted();
  if (files.length === 0) return { name, all: 0, noticed: 0 };
  mkdirSync(work, { recursive: true });
  const report = join(work, `${name}.json`);
  const config = join(work, `${name}.config.json`);
  const places = values.sample === undefined ? files : drawLines(files, Number(values.sample));
  writeFileSync(config, JSON.stringify(configFor(places, report), null, 2));
  const cli = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const { status } = spawnSync(process.execPath, [cli, 'run', config], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KEDANG_MUTANTS: name },
  });
  if (status !== 0) throw new Error(`the mutants of ${name} could not be run`);
  return { name, ...countOf(report) };
}

/** Lines with code, as Stryker takes them: `file:line-line`. */
function drawLines(sources: readonly string[], count: number): string[] {
  const lines = sources.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => (/^\s+[^\s/*]/.test(line) ? [`${file}:${at + 1}-${at + 1}`] : [])),
  );
  const drawn = new Set<string>();
  while (drawn.size < Math.min(count, lines.length)) drawn.add(random.pick(lines));
  return [...drawn].toSorted();
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: ReadonlyArray<{ readonly status: string }> }>>;
}

/** A fault that never ends its test, or breaks every one, was noticed as well. */
function countOf(report: string): { all: number; noticed: number } {
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const states = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const counted = states.filter((state) => !['Ignored', 'CompileError', 'Pending'].includes(state));
  const noticed = counted.filter((state) => ['Killed', 'Timeout', 'RuntimeError'].includes(state));
  return { all: counted.length, noticed: noticed.length };
}

function configFor(places: readonly string[], report: string): object {
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tests/mutants/vitest.config.ts', pool: 'forks' },
    mutate: places,
    mutator: { excludedMutations: NOT_MADE },
    coverageAnalysis: 'perTest',
    // Stryker reads it by an interface that this TypeScript no longer has; nothing in it concerns the tests.
    tsconfigFile: 'none.json',
    concurrency: Math.max(1, availableParallelism() - 1),
    dryRunTimeoutMinutes: 60,
    timeoutMS: 60_000,
    tempDirName: 'test-results/mutants/sandbox',
    ignorePatterns: ['out', 'dist', 'test-results'],
    reporters: ['clear-text', 'progress-append-only', 'json'],
    jsonReporter: { fileName: report },
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  };
}

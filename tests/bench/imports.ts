import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageFile from '../../package.json' with { type: 'json' };
import { divisions, placeName } from '../../db/features/lists/service.ts';
import { makeCustomer, type Ground } from '../../db/features/seed/make.ts';
import { Random } from '../../db/features/seed/random.ts';
import { makeTrialVault, PASSWORD } from './vault.ts';
import { timed, type Figure } from './figures.ts';

const HEADER =
  '客户名称,客户分类,统一社会信用代码,省份,城市,地址,联系人,手机,电话,等级,密级,首次接触日期,备注';
const CATEGORY = { supplier: '供应商', client: '业务客户', partner: '合作机构' };
const GRADES = ['铂金', '黄金', '铁'];

const TURNS = 3;

/** Imports by the command line, as a person would: the file read, duplicates checked, index and audit written. */
export async function benchImports(folder: string, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rows of sizes) {
    const file = join(folder, `import-${rows}.csv`);
    writeFileSync(file, `\uFEFF${makeCsv(rows)}`);
    const turns: Turn[] = [];
    for (let turn = 0; turn < (rows <= 10_000 ? TURNS : 1); turn += 1)
      turns.push(await takeTurn(folder, file, `import-${rows}-${turn}.kda`));
    const { seconds, megabytes, added, plain } = middleOf(turns);
    figures.push({
      name: `import of ${rows} rows, ${added} added: ${seconds.toFixed(1)} s, by plain inserts ${plain.toFixed(1)} s`,
      limit: rows <= 10_000 ? 3.2 : 2.8,
      unit: '×',
      measured: seconds / plain,
    });
    if (megabytes !== null && rows > 10_000)
      figures.push({ name: `  its memory, reader included`, limit: 700, unit: 'MB', measured: megabytes });
  }
  return figures;
}

interface Turn extends Imported {
  /** Seconds. */
  readonly plain: number;
}

/** Between two turns of the plain way, since machines are not as fast at one moment as at the next. */
async function takeTurn(folder: string, file: string, name: string): Promise<Turn> {
  const vault = join(folder, name);
  await makeTrialVault(vault, 0);
  const importPlain = () => timed(() => runPlainly(file, join(folder, 'plain.db'))) / 1000;
  const before = importPlain();
  const imported = await runImport(vault, file);
  return { ...imported, plain: (before + importPlain()) / 2 };
}

function runPlainly(file: string, path: string): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('./plain-process.ts', import.meta.url)), file, path]);
}

/** By its multiple of the plain way. */
function middleOf(turns: readonly Turn[]): Turn {
  const sorted = turns.toSorted((one, other) => one.seconds / one.plain - other.seconds / other.plain);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('no turn');
  return middle;
}

function makeCsv(rows: number): string {
  const ground: Ground = {
    provinces: divisions().provinces,
    codes: {
      grade: GRADES,
      industry: [''],
      size: [''],
      sub_type_supplier: [''],
      sub_type_client: [''],
      sub_type_partner: [''],
    },
    people: [],
    today: '2026-11-23',
  };
  const random = new Random(5);
  const lines = [HEADER];
  for (let index = 0; index < rows; index += 1) {
    const { input } = makeCustomer(random, ground, index);
    const [contact] = input.contacts;
    lines.push(
      [
        input.name,
        CATEGORY[input.category],
        input.uscc,
        placeName(input.province),
        placeName(input.city),
        input.address,
        contact?.name,
        contact?.mobile,
        contact?.phone,
        input.grade,
        '普通',
        input.firstContactOn,
        input.note,
      ]
        .map((cell) => cell ?? '')
        .join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

interface Imported {
  readonly seconds: number;
  /** Most memory of the process and its reader together; null where the system does not tell. */
  readonly megabytes: number | null;
  readonly added: number;
}

function runImport(vault: string, file: string): Promise<Imported> {
  const began = performance.now();
  const [, ...command] = packageFile.scripts.archive.split(' ');
  const child = spawn(process.execPath, [...command, 'import', file, '--archive', vault, '--json'], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, KEDANG_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  let most: number | null = null;
  const watch = setInterval(() => {
    const now = memoryOf(child.pid ?? 0);
    if (now !== null) most = Math.max(most ?? 0, now);
  }, 50);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0) return reject(new Error(`import ended with ${code}`));
      const { added } = JSON.parse(output) as { added: number };
      resolve({ seconds: (performance.now() - began) / 1000, megabytes: most, added });
    });
  });
}

/** Resident memory of a process and its children in MB (Linux). */
function memoryOf(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    let sum = (pages * 4096) / 1e6;
    for (const task of readdirSync(`/proc/${pid}/task`))
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
        if (child !== '') sum += memoryOf(Number(child)) ?? 0;
    return sum;
  } catch {
    return null;
  }
}

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readManifest } from '../../db/features/backup/manifest.ts';
import { runHere } from '../db/cli/support.ts';
import { drawn } from '../support/share.ts';
import { TEST_PASSWORD, todaysTemplate } from '../support/template.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'electron', 'stand-in', 'archive.ts');

let folder = '';
let vault = '';
let backup = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-full-'));
  vault = join(folder, 'vault.kda');
  const template = todaysTemplate(inject('templateVault'));
  for (const end of ['', '.keys', '.anchors']) copyFileSync(template + end, vault + end);
  const place = join(folder, 'place');
  mkdirSync(place);
  const made = await runHere(['backup', '--to', place, '--archive', vault, '--json']);
  backup = (JSON.parse(made.out) as { folder: string }).folder;
  await runHere(['verify', '--archive', vault]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small disk of its own where the system lets one be made; else files of a length, which is the same to a program. */
const hasDisks =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /tmp'], { stdio: 'ignore' }).status === 0;

/** What a command says where there is no room: what is full, and what to do. */
const REFUSED = /no room|not enough|full|cannot be written|could not be written/i;

interface Ended {
  readonly exit: number;
  /** What the disk held in the end. */
  readonly left: string;
}

/** Runs a command with the vault on a disk of so many kilobytes: `$DISK` in its arguments. */
function runOnDisk(name: string, kb: number, args: string): Ended {
  const disk = join(folder, `${name}-${kb}`);
  const left = join(folder, `${name}-${kb}-left`);
  for (const place of [disk, left]) mkdirSync(place);
  const script = [
    hasDisks && `mount -t tmpfs -o size=${kb}k tmpfs "$DISK"`,
    `cp "$VAULT" "$VAULT.keys" "$VAULT.anchors" "$DISK" && mkdir "$DISK/stick"`,
    `(${hasDisks ? ':' : `ulimit -f ${Math.ceil(kb / 4)}`}; exec "$NODE" "$ENTRY" ${args})`,
    `code=$?; cp -R "$DISK/." "$LEFT"; exit $code`,
  ];
  const [command = '', ...words] = hasDisks ? ['unshare', '-rm', 'bash', '-c'] : ['bash', '-c'];
  const { status, stderr } = spawnSync(command, [...words, script.filter(Boolean).join('\n')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DISK: disk,
      LEFT: left,
      VAULT: vault,
      NODE: process.execPath,
      ENTRY,
      BACKUP: backup,
      KEDANG_PASSWORD: TEST_PASSWORD,
      // Another computer each time, which saw none of the others.
      KEDANG_HOME: `${left}-home`,
      LANG: 'en_GB.UTF-8',
    },
  });
  if (status !== 0 && !REFUSED.test(stderr)) throw new Error(`${kb} kB: ${stderr}`);
  return { exit: status ?? -1, left };
}

/** The vault that is left opens and is sound; nothing half lies beside it, or in the place of backups, after that. */
async function expectSound(left: string): Promise<void> {
  const { exit, out } = await runHere(['verify', '--archive', join(left, 'vault.kda'), '--json']);
  const failed = (JSON.parse(out) as { checks: Array<{ name: string; ok: boolean }> }).checks.filter(
    ({ ok }) => !ok,
  );
  expect({ exit, failed }).toEqual({ exit: 0, failed: [] });
  expect(readdirSync(left).filter((name) => name.includes('.part'))).toEqual([]);
}

/** Kilobytes, from hardly more than the vault itself, where it cannot even be opened, to more than anything needs. */
const chosen = (most: number) => {
  const whole = readFileSync(vault).length / 1024;
  const [least = 0, ...more] = Array.from({ length: 16 }, (_, at) =>
    Math.round(whole * (1.05 + (at * most) / 15)),
  );
  return [least, ...drawn(more, 2)];
};

test('a disk that fills at any point of a backup: it is refused in words, and nothing half is left', async () => {
  const wanted = chosen(4);
  const exits = await twoAtATime(wanted, async (kb) => {
    const { exit, left } = runOnDisk('backup', kb, 'backup --to "$DISK/stick" --archive "$DISK/vault.kda"');
    const made = readdirSync(join(left, 'stick')).filter((name) => !name.startsWith('.'));
    expect({ kb, made: made.length }).toEqual({ kb, made: exit === 0 ? 1 : 0 });
    for (const name of made) readManifest(join(left, 'stick', name));
    await expectSound(left);
    return exit;
  });
  expect(exits.every((exit) => exit === 0 || exit === 1)).toBe(true);
}, 1_800_000);

test('a disk that fills at any point of a restore: what was there is there, and sound', async () => {
  const wanted = chosen(4);
  const exits = await twoAtATime(wanted, async (kb) => {
    const { exit, left } = runOnDisk('restore', kb, 'restore "$BACKUP" --as "$DISK/vault.kda"');
    const aside = readdirSync(left).filter((name) => /before-restore-.*\.kda$/.test(name));
    expect({ kb, aside: aside.length }).toEqual({ kb, aside: exit === 0 ? 1 : 0 });
    await expectSound(left);
    return exit;
  });
  expect(exits.every((exit) => exit === 0 || exit === 1)).toBe(true);
}, 1_800_000);

test('a disk that fills while archives are brought in: all of them or none', async () => {
  const rows = Array.from({ length: 400 }, (_, at) => `佛山市满盘第${at}五金厂,${'备注'.repeat(200)}`);
  const wanted = chosen(2);
  const exits = await twoAtATime(wanted, async (kb) => {
    const file = join(folder, `rows-${kb}.csv`);
    copyRows(file, rows);
    const { exit, left } = runOnDisk(
      'import',
      kb,
      `import '${file}' --category supplier --duplicates add --archive "$DISK/vault.kda"`,
    );
    await expectSound(left);
    const found = await runHere(['search', '满盘', '--archive', join(left, 'vault.kda'), '--json']);
    const [{ total } = { total: -1 }] = JSON.parse(found.out) as Array<{ total: number }>;
    expect({ kb, total }).toEqual({ kb, total: exit === 0 ? rows.length : 0 });
    return exit;
  });
  expect(exits.every((exit) => exit === 0 || exit === 1)).toBe(true);
}, 1_800_000);

function copyRows(file: string, rows: readonly string[]): void {
  if (existsSync(file)) return;
  writeFileSync(file, ['单位名称,备注', ...rows, ''].join('\n'));
}

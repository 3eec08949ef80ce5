import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { shareOf } from '../support/share.ts';

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const KILLS = shareOf(200, 3);

/** Runs the writer until it has said `lines` lines, kills it at once, and returns what it had said by then. */
function writeUntilKilled(path: string, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, path, 'archivist', TEST_PASSWORD], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    let problem = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').length > lines) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      problem += chunk.toString();
    });
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(problem));
    });
  });
}

/** Number of the row that was last seen of a vault, as the program's own folder has it. */
function seenOf({ folder }: TestVault): number {
  const witnesses = join(folder, 'program', 'witness');
  const [archive = ''] = readdirSync(witnesses);
  return (JSON.parse(readFileSync(join(witnesses, archive, 'seen.json'), 'utf8')) as { seq: number }).seq;
}

test(`no acknowledged row is lost in ${KILLS} kills during writes, and the vault stays whole`, async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const atFirst = seenOf(vault);
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1)
    acknowledged.push(...(await writeUntilKilled(vault.path, 1 + (kill % 7))));
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  // What was last seen was written between the rows, and is never ahead of them: it opens without a word.
  expect(seenOf(vault)).toBeGreaterThan(atFirst);
  await vault.signIn('archivist');
  const { reader } = vault.host.requireVault().handles;
  const kept = new Set(
    reader.rows<{ archive_no: string }>('select archive_no from customer').map((row) => row.archive_no),
  );
  expect(acknowledged.filter((archiveNo) => !kept.has(archiveNo))).toEqual([]);
  const { ok, checks } = await vault.as('archivist').audit.verify();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
}, 3_600_000);

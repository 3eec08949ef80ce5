import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Opens repairs in a vault that is closed, in a process of its own: what the test runner loads has no database. */
export function openRepairsIn(path: string, count: number): void {
  const script = join(import.meta.dirname, 'note-findings.ts');
  execFileSync(process.execPath, [script, path, String(count)], { stdio: 'inherit' });
}

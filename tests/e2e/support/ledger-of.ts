import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { dayIn, type Day } from '../../../db/domain/dates.ts';
import { periodBefore, periodOf, type Period } from '../../../db/domain/figures/periods.ts';
import { LEDGER, PASSWORD, ROOT } from './trial.ts';

/** The month before that of today, as the department of a trial vault has it. */
export function lastMonth(): Period {
  return periodBefore(periodOf(dayIn('Asia/Shanghai', Date.now()), 'month'));
}

/**
 * Imports the department's ledger into a trial vault that is closed, as the command line does on a day of the past, so
 * that the periods since have something to count. In a process of its own: what the test runner loads has no database.
 */
export function importLedgerOn(day: Day, vault: string, home: string): void {
  const script = join(ROOT, 'electron', 'stand-in', 'archive.ts');
  const line = ['import', LEDGER, '--archive', vault, '--user', 'archivist', '--today', day];
  execFileSync(process.execPath, [script, ...line], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, KEDANG_PASSWORD: PASSWORD, KEDANG_HOME: home },
  });
}

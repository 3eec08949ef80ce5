import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../../db/cli/run.ts';
import { FLOOR_COST } from '../../../db/vault/index.ts';
import { makeRealVault } from './real-vault.ts';
import { COMPANY, copyVault, LEDGER, madeIn, PASSWORD, readyMark } from './trial.ts';

/**
 * Makes what the journeys copy, as the command line does and once for all of them: a trial vault with one account for
 * each role, the login being the role, and one that holds the department's ledger besides. Their keys are quick to derive.
 */
export async function makeTrials(folder: string): Promise<void> {
  const [trial, ledger] = [madeIn(folder, 'trial'), madeIn(folder, 'ledger')];
  const named = ['--company', COMPANY, '--fonds', 'QZ01', '--recovery', `${trial}.txt`, '--trial'];
  await commandLine(folder, ['create', '--archive', trial, ...named]);
  copyVault(trial, ledger);
  writeFileSync(readyMark(trial), '');
  await makeRealVault(madeIn(folder, 'real'));
  writeFileSync(readyMark(madeIn(folder, 'real')), '');
  await commandLine(folder, ['import', LEDGER, '--archive', ledger, '--user', 'archivist']);
  writeFileSync(readyMark(ledger), '');
}

async function commandLine(folder: string, line: readonly string[]): Promise<void> {
  const streams = Object.assign(new EventEmitter(), {
    stdin: new PassThrough(),
    stdout: new PassThrough().resume(),
    stderr: process.stderr,
    env: { KEDANG_PASSWORD: PASSWORD },
  });
  const ports = { cost: FLOOR_COST, witnessFolder: join(folder, 'witness') };
  if ((await run(line, streams, ports)) !== 0) throw new Error(`failed: ${line.join(' ')}`);
}

/**
 * Another program that wants the vault named in its first argument. Claims it as often as the second says, and says
 * how often it got it and what it was refused with. While it has the vault there is a folder that only one can make.
 */
import { mkdirSync, rmdirSync } from 'node:fs';
import { claimVault } from '../../../db/connection/claim.ts';
import { AppError } from '../../../db/domain/errors.ts';

const [path = '', times = '1'] = process.argv.slice(2);
const refusals = new Set<string>();
let claimed = 0;
for (let time = 0; time < Number(times); time += 1) {
  try {
    const claim = claimVault(path);
    mkdirSync(`${path}.alone`);
    claimed += 1;
    rmdirSync(`${path}.alone`);
    claim.release();
  } catch (error) {
    refusals.add(error instanceof AppError ? error.code : String(error));
  }
}
process.stdout.write(JSON.stringify({ claimed, refusals: [...refusals] }));

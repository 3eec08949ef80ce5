/**
 * Entry of the command line. What is compiled once is kept beside the packages, which halves the time that a
 * command takes to start; where that folder cannot be written to, it only starts slower.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/kedang', import.meta.url)));
const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2), process);

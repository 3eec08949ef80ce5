/**
 * Entry of the command line, with a browser to print by, which is started when something is printed. What is compiled
 * once is kept beside the packages, which halves the time that a command takes to start; where that folder cannot be
 * written to, it only starts slower.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PdfPrinter } from '../../db/work/context.ts';

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/kedang', import.meta.url)));
const { readersInChildren, READERS_OF_IMPORT } = await import('../../db/features/import/host-node.ts');
const readers = readersInChildren();
// They start while the program itself is loaded: both take as long.
if (process.argv.includes('import')) readers.prepare(READERS_OF_IMPORT);
const { run } = await import('../../db/cli/run.ts');

// Whoever reads may stop reading (`| head`): what was begun is ended all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

let close = async (): Promise<void> => {};

const printPdf: PdfPrinter = async (job, signal) => {
  const [printer, { closeBrowsers }] = await Promise.all([import('./printer.ts'), import('./browser.ts')]);
  close = closeBrowsers;
  return printer.printPdf(job, signal);
};

process.exitCode = await run(process.argv.slice(2), process, { printPdf, readers });
readers.close();
await close();

/** The thread in which PDF files are joined: see `startJoining`. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { PdfFacts, ToJoining } from './joining.ts';

const { title, language } = workerData as PdfFacts;
const joined = await PDFDocument.create();
joined.setTitle(title, { showInWindowTitleBar: true });
joined.setLanguage(language);

/** One after the other, as they were sent. */
let last = Promise.resolve();

parentPort?.on('message', (message: ToJoining) => {
  last = last.then(() => (message.type === 'add' ? add(message.pdf) : finish()));
});

async function add(pdf: Uint8Array): Promise<void> {
  const part = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const page of await joined.copyPages(part, part.getPageIndices())) joined.addPage(page);
}

async function finish(): Promise<void> {
  const bytes = Uint8Array.from(await joined.save({ objectsPerTick: Infinity }));
  parentPort?.postMessage(bytes, [bytes.buffer]);
}

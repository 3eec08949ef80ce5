/** The thread in which one Word file is written: see `writeWord`. It has the document as plain data, and no key. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PrintDocument } from '../../domain/document/model.ts';
import { toDocx } from './writers/docx.ts';

const bytes = Uint8Array.from(await toDocx(workerData as PrintDocument));
parentPort?.postMessage(bytes, [bytes.buffer]);

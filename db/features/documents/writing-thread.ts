/** The thread in which one document is written: see `writeApart`. It has the document as plain data, and no key. */
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../domain/errors.ts';
import { barsOf } from './bars.ts';
import { embeddedFonts, faceFiles } from './fonts.ts';
import type { FromThread, Order } from './apart.ts';
import { toDocx } from './writers/docx.ts';
import { toHtml } from './writers/html.ts';
import { toPdf } from './writers/pdf.ts';

const order = workerData as Order;
const tell = (message: FromThread, transferred: readonly ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, [...transferred]);

const onProgress = (done: number, total: number) => tell({ type: 'progress', done, total });

switch (order.kind) {
  case 'word': {
    const bytes = Uint8Array.from(await toDocx(order.document));
    tell({ type: 'written', result: bytes }, [bytes.buffer]);
    break;
  }
  case 'pdf': {
    const pdf = await toPdf(order.document, { faceFiles, bars: barsOf, onProgress });
    tell({ type: 'written', result: pdf && { ...pdf, bytes: Uint8Array.from(pdf.bytes) } });
    break;
  }
  case 'pages': {
    const options = { fontFaces: embeddedFonts, bars: barsOf, onProgress };
    tell({ type: 'written', result: toHtml(order.document, options) });
    break;
  }
  default:
    unreachable(order.kind);
}

/** The thread in which one document is written: see `writeApart`. It has the document as plain data, and no key. */
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../domain/errors.ts';
import { barsOf } from './bars.ts';
import { embeddedFonts, faceFiles } from './fonts.ts';
import type { FromThread, Order } from './apart.ts';
import type { RowsToThread } from './book-file.ts';
import type { Block } from '../../domain/document/model.ts';
import { noCharts, type DrawChart } from './charts/picture.ts';
import { screenSvg } from './charts/screen.ts';
import { BookWriter, type BookFrame } from './writers/book.ts';
import { toDocx } from './writers/docx.ts';
import { toHtml } from './writers/html.ts';
import { toPdf } from './writers/pdf.ts';

const order = workerData as Order;
const tell = (message: FromThread, transferred: readonly ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, [...transferred]);

const onProgress = (done: number, total: number) => tell({ type: 'progress', done, total });

/** Loaded where there is a chart: it is as large as all the rest. */
async function chartsOf(blocks: readonly Block[]): Promise<DrawChart> {
  if (!blocks.some(({ kind }) => kind === 'chart')) return noCharts;
  const { drawChart } = await import('./charts/draw.ts');
  return drawChart;
}

/** Rows of a workbook come in some at a time; each time the bytes go back that are ready. */
function takeRows(frames: readonly BookFrame[]): void {
  let ready: Uint8Array[] = [];
  const writer = new BookWriter(frames, (bytes) => ready.push(bytes));
  parentPort?.on('message', ({ rows, isEnd }: RowsToThread) => {
    for (const row of rows) writer.add(row);
    if (isEnd) writer.end();
    const bytes = Uint8Array.from(Buffer.concat(ready));
    ready = [];
    parentPort?.postMessage(bytes, [bytes.buffer]);
  });
}

switch (order.kind) {
  case 'word': {
    const charts = await chartsOf(order.document.blocks);
    const bytes = Uint8Array.from(await toDocx(order.document, { charts }));
    tell({ type: 'written', result: bytes }, [bytes.buffer]);
    break;
  }
  case 'pdf': {
    const charts = await chartsOf(order.document.blocks);
    const pdf = await toPdf(order.document, { faceFiles, bars: barsOf, charts, onProgress });
    tell({ type: 'written', result: pdf && { ...pdf, bytes: Uint8Array.from(pdf.bytes) } });
    break;
  }
  case 'pages': {
    const charts = await chartsOf(order.document.blocks);
    const options = { fontFaces: embeddedFonts, bars: barsOf, charts, onProgress };
    tell({ type: 'written', result: toHtml(order.document, options) });
    break;
  }
  case 'charts': {
    const { blocks, widthMm } = order;
    const draw = await chartsOf(blocks);
    tell({ type: 'written', result: blocks.map((block) => screenSvg(block, draw, widthMm)) });
    break;
  }
  case 'book':
    takeRows(order.frames);
    break;
  default:
    unreachable(order);
}

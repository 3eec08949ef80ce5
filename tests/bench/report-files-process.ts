/** The process of `benchReportFiles`: writes one long document as one kind of file, then plainly, and sends what it took. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PrintDocument } from '../../db/domain/document/model.ts';
import {
  writeBookApart,
  writePages,
  writePdf,
  writeWord,
  type Book,
} from '../../db/features/documents/service.ts';
import { timedAsync, TURNS } from './figures.ts';

export const WORD = { rows: 5_000, columns: 8 } as const;
export const BOOK = { rows: 100_000, columns: 10 } as const;
export const PDF = { rows: 10_000, columns: 8 } as const;

/** In milliseconds of the best turn, and megabytes. */
export interface FileTimes {
  readonly written: number;
  readonly plain: number;
  /** The whole process at its largest, and before it wrote anything. */
  readonly megabytes: number;
  readonly atRest: number;
  /** The longest that anything else in the thread had to wait. */
  readonly wait: number;
}

/** A workbook whose rows are made one by one, as a reader of the vault has them: no report is so long. */
function aBook(): Book {
  const columns = Array.from({ length: BOOK.columns }, (_, at) => ({ title: `第${at}项`, width: 16 }));
  function* rows() {
    for (let row = 0; row < BOOK.rows; row += 1)
      yield {
        cells: columns.map(({ title }, at) =>
          at === 0
            ? `佛山市${title}${row}五金制品有限公司`
            : { value: (row * 7 + at) / 100, decimals: at % 3 },
        ),
      };
  }
  const frame = { name: '客户业务量', title: '客户业务量', columns, notes: ['四舍五入。'] };
  return { sheets: [{ ...frame, rows: { [Symbol.iterator]: rows } }] };
}

const textsOf = ({ blocks }: PrintDocument): readonly (readonly string[])[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

/** How the program writes it, and how the same is done as plainly as can be, by what is loaded only then. */
interface Kind {
  write(document: PrintDocument): () => Promise<unknown>;
  plain(document: PrintDocument): Promise<() => Promise<unknown>>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  /** Beside the library's plainest table. */
  docx: {
    write: (document) => () => writeWord(document),
    async plain(document) {
      const { Document, Packer, Paragraph, Table, TableCell, TableRow } = await import('docx');
      const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
      return () => {
        const rows = textsOf(document).map((texts) => new TableRow({ children: texts.map(cell) }));
        return Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows })] }] }));
      };
    },
  },
  /** Beside a library that has the whole of it in memory. */
  xlsx: {
    write: () => () => pipeline(Readable.from(writeBookApart(aBook())), createWriteStream(devNull)),
    async plain() {
      const { writeXlsx } = await import('hucre/xlsx');
      const rows = aBook().sheets.flatMap((sheet) =>
        Array.from(sheet.rows, ({ cells }) =>
          cells.map((cell) => (typeof cell === 'object' ? (cell?.value ?? null) : cell)),
        ),
      );
      return () => writeXlsx({ stringMode: 'inline', sheets: [{ name: 'x', rows }] });
    },
  },
  /** Beside a browser that prints the same pages slice by slice. */
  pdf: {
    write: (document) => async () => {
      if (!(await writePdf(document))) throw new Error('a character of another typeface');
    },
    async plain(document) {
      const { printBarely } = await import('./plain-paper.ts');
      return async () => printBarely(await writePages(document));
    },
  },
};

async function bestOf(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let turn = 0; turn < TURNS; turn += 1) best = Math.min(best, await timedAsync(work));
  return best;
}

async function measure({ write, plain }: Kind, document: PrintDocument): Promise<FileTimes> {
  const work = write(document);
  const atRest = process.memoryUsage.rss() / 2 ** 20;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const written = await bestOf(work);
  const wait = delay.max / 1e6;
  delay.disable();
  // Before anything else takes memory.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { written, wait, megabytes, atRest, plain: await bestOf(await plain(document)) };
}

if (process.send) {
  const kind = KINDS[process.argv[2] ?? ''];
  if (!kind) throw new Error('a kind of file that no report is written as');
  const [document] = (await once(process, 'message')) as [PrintDocument];
  const times = await measure(kind, document);
  const { closeBrowsers } = await import('../../electron/stand-in/browser.ts');
  await closeBrowsers();
  process.send(times, () => process.disconnect());
}

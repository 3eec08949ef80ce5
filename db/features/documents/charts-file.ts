import { CHART_WIDTH_MM, type ChartBlock } from '../../domain/document/chart.ts';
import { AppError } from '../../domain/errors.ts';
import { writeApart } from './apart.ts';

/** Megabytes of heap: pictures for one screen take some dozens. */
const HEAP_MB = 300;

export interface ScreenCharts {
  readonly signal?: AbortSignal | undefined;
  readonly widthMm?: number | undefined;
}

/**
 * Charts as SVG for a screen, in the order of the blocks, drawn in a thread of its own. Texts in them are escaped, and no
 * picture has a name inside that another one has. Errors: `documents.too_long`; the reason of `signal` when aborted.
 */
export async function drawCharts(
  blocks: readonly ChartBlock[],
  { signal, widthMm = CHART_WIDTH_MM }: ScreenCharts = {},
): Promise<readonly string[]> {
  signal?.throwIfAborted();
  if (blocks.length === 0) return [];
  const tooLong = () => new AppError('documents.too_long');
  return writeApart({ kind: 'charts', blocks, widthMm }, { signal, heapMb: HEAP_MB, tooLong });
}

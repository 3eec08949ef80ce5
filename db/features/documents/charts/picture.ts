import type { BlockOf } from '../../../domain/document/model.ts';
import type { ChartText } from './svg.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly rgb: Uint8Array;
}

/** One chart as all writers show it. */
export interface ChartPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** As a browser draws it: without a typeface of its own. */
  readonly svg: string;
  /** The texts in it, for who sets them in another way. */
  readonly texts: readonly ChartText[];
  /** The whole of it. */
  png(): Uint8Array;
  /** All but the texts. */
  shapes(): Pixels;
}

export type DrawChart = (block: BlockOf<'chart'>, widthMm: number, heightMm: number) => ChartPicture;

/** Where none is expected. */
export function noCharts(): never {
  throw new Error('a document with charts is written where they are drawn');
}

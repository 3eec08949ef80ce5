import type { FormPages } from './form.ts';
import type { Seen } from './use-seen.ts';
import { PX_PER_MM } from './use-zoom.ts';

/** Sheets before and after those that are seen which are there already, so that scrolling meets no empty desk. */
const NEAR = 6;

/** Height in pixels of `sheets` sheets with the space round them, at their own size. */
export function stackPx(form: FormPages, sheets: number): number {
  return (sheets * form.heightMm + (sheets + 1) * form.deskGapMm) * PX_PER_MM;
}

/** Where a sheet begins, from the top of the stack, space above it included. */
export function sheetTopPx(form: FormPages, index: number): number {
  return index * (form.heightMm + form.deskGapMm) * PX_PER_MM;
}

/** A slice of a form and where it lies: `first` of its `sheets` in the whole. */
export interface PlacedSlice {
  readonly index: number;
  readonly first: number;
  readonly sheets: number;
}

/** The slices with a sheet that is seen or near to one that is. */
export function slicesNear({ pagesIn }: FormPages, { first, last }: Seen): PlacedSlice[] {
  let next = 0;
  const placed = pagesIn.map((sheets, index) => {
    const slice = { index, first: next, sheets };
    next += sheets;
    return slice;
  });
  return placed.filter((slice) => slice.first <= last + NEAR && slice.first + slice.sheets > first - NEAR);
}

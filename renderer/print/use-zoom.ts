import { useCallback, useEffect, useState } from 'react';
import type { FormPages } from './form.ts';

export const PX_PER_MM = 96 / 25.4;
const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** `fit` shows sheets in their own size where there is room and shrinks them where there is not. */
export type Zoom = 'fit' | 'page' | 'width' | number;
type Size = { readonly width: number; readonly height: number };

/** How large the sheets are shown, following the desk's size. */
export function useZoom(form: Pick<FormPages, 'widthMm' | 'heightMm' | 'deskGapMm'> | undefined) {
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [desk, setDesk] = useState<Size>({ width: 0, height: 0 });
  const [element, setElement] = useState<HTMLElement | null>(null);

  useEffect(() => {
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() =>
      setDesk({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  const scale = form ? scaleOf(zoom, desk, form) : 1;
  const step = useCallback(
    (by: 1 | -1) => {
      const next =
        by > 0 ? STEPS.find((size) => size > scale + 0.01) : STEPS.findLast((size) => size < scale - 0.01);
      if (next !== undefined) setZoom(next);
    },
    [scale],
  );
  return { zoom, setZoom, scale, step, deskRef: setElement };
}

function scaleOf(
  zoom: Zoom,
  desk: Size,
  form: Pick<FormPages, 'widthMm' | 'heightMm' | 'deskGapMm'>,
): number {
  if (typeof zoom === 'number') return zoom;
  const room = (px: number, mm: number) => (px > 0 ? px / ((mm + 2 * form.deskGapMm) * PX_PER_MM) : 1);
  const width = room(desk.width, form.widthMm);
  if (zoom === 'fit') return Math.min(1, width);
  return zoom === 'width' ? width : Math.min(width, room(desk.height, form.heightMm));
}

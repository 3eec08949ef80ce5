import bwip from 'bwip-js/generic';
import { CODE_MODULES } from './layout/codes.ts';

/**
 * Widths in modules of bar, space, bar … for twelve digits in Code 128. Apart from the layout, which needs none of it:
 * the library is large, and only the thread that writes long documents and those with codes loads it.
 */
export function barsOf(code: string): number[] {
  const [symbol] = bwip.raw({ bcid: 'code128', text: code });
  const widths = symbol && 'sbs' in symbol ? [...symbol.sbs] : [];
  if (widths.reduce((sum, width) => sum + width, 0) !== CODE_MODULES)
    throw new Error('bars of another width');
  return widths;
}

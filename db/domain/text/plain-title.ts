import { halfWidth } from '../cells/text.ts';

/** A title without width, case, spaces and stars. */
export function narrowTitle(title: string): string {
  return halfWidth(title)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:_]/g, '');
}

/** The same without hints in brackets and a colon at its end. */
export function plainTitle(title: string): string {
  return narrowTitle(title).replace(/(?<=.)[([【][^)\]】]*[)\]】]$/, '');
}

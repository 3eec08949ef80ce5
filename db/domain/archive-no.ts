import type { Category, Retention } from './customer.ts';

/** Category codes inside a 档号 (rules.md A6): 供应商, 业务客户, 合作机构. */
export const CATEGORY_CODES: Record<Category, string> = { supplier: 'GY', client: 'YW', partner: 'HZ' };

export interface ArchiveNoParts {
  /** 全宗号, e.g. `QZ01`. */
  readonly fonds: string;
  readonly year: number;
  readonly retention: Retention;
  readonly category: Category;
  /** From 1, gap-free for each fonds, year, retention and category. */
  readonly serial: number;
}

export const FONDS_PATTERN = /^[A-Z0-9]{2,8}$/;

/** 档号 by A6: `QZ01-KH·2025-D30-GY-0001`. Serials past 9999 grow by digits. */
export function formatArchiveNo(parts: ArchiveNoParts): string {
  return `${serialScope(parts)}-${String(parts.serial).padStart(4, '0')}`;
}

/** As people type and copy it: any dash, any dot or none, blanks, small letters, full width. */
const TYPED = /^([A-Z0-9]{2,8})-KH[^A-Z0-9]?(\d{4}-[A-Z0-9]+-[A-Z]+)-(\d{1,9})$/;
const DASHES = /[\p{Pd}\u2212\u30FC]/gu;

/** The 档号 that somebody means; null for what is none. */
export function readArchiveNo(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\p{Z}\p{C}]/gu, '')
    .replaceAll(DASHES, '-')
    .toUpperCase();
  const [, fonds, middle, serial] = TYPED.exec(plain) ?? [];
  return serial === undefined ? null : `${fonds}-KH·${middle}-${serial.padStart(4, '0')}`;
}

/** The counter that a serial comes from: everything in the 档号 before the serial. */
export function serialScope(parts: Omit<ArchiveNoParts, 'serial'>): string {
  return `${parts.fonds}-KH·${parts.year}-${parts.retention}-${CATEGORY_CODES[parts.category]}`;
}

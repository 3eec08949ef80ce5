/** Amounts of money in whole 分. */
import { quotientText, type Whole } from './exact.ts';

export const FEN_PER_WAN = 1_000_000n;

/** 万元 with two decimals (rules.md B1). */
export function wanText(fen: Whole): string {
  return quotientText({ part: fen, whole: FEN_PER_WAN }, 2);
}

/** Whether an amount reaches so many 万元: by its exact 分, never by what is printed. */
export function reachesWan(fen: Whole, wan: Whole): boolean {
  return BigInt(fen) >= BigInt(wan) * FEN_PER_WAN;
}

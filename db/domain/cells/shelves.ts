import { isNothing } from './nothing.ts';
import { cleanText, halfWidth, type CellValue } from './text.ts';

export interface ShelfPlace {
  readonly room: string | null;
  readonly cabinet: string;
  readonly level: number;
  readonly position: number;
}

const SEPARATED =
  /^(?:(.{1,20}?) ?[-/.、,_ ]+ ?)?([\p{L}\p{N}]{1,8}?)(?:号?柜)?(?: ?[-/.、,_] ?| )(\d{1,2})(?:层)?(?: ?[-/.、,_] ?| )(\d{1,4})(?:位|号|格)?$/u;
const WORDED =
  /^(?:(.{1,20}?(?:室|库房|库|房))[-/.、, ]*)?第?([\p{L}\p{N}]{1,8}?)(?:号|#)?柜[-/.、, ]*第?(\d{1,2})层[-/.、, ]*第?(\d{1,4})(?:位|号|格)?$/u;

/**
 * A place on the shelf: B-1-12 is cabinet – level – position, with a room in front when there are four parts;
 * also 甲库房 B柜1层12位. Null for empty, undefined for what is not a place (rules.md A4).
 */
export function shelfOf(value: CellValue): ShelfPlace | null | undefined {
  const text = halfWidth(cleanText(value)).replace(/[–—－~]/g, '-');
  if (isNothing(text)) return null;
  const match = WORDED.exec(text) ?? SEPARATED.exec(text);
  if (!match) return undefined;
  const [, room, cabinet = '', level, position] = match;
  const place = {
    room: room ?? null,
    cabinet: cabinet.toUpperCase(),
    level: Number(level),
    position: Number(position),
  };
  return place.level >= 1 && place.position >= 1 ? place : undefined;
}

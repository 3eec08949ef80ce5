import type { TFunction } from 'i18next';
import { dayIn } from '../../../db/domain/dates.ts';
import { partsOf, type HalfYear } from '../../../db/domain/half-year.ts';
import { DEGREES, type Degree, type Finding, type FindingKind } from '../../../db/domain/finding.ts';
import { levelSchema, type Level, type Outcome, type Sheet } from '../../../db/domain/inspection.ts';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { formatInstant } from '../../lib/format.ts';
import type { Tone } from '../../components/state-mark.tsx';
import type { Share, ShownEntry } from './inspection-types.ts';

/** 2026 年上半年. */
export function periodText(t: TFunction, period: HalfYear): string {
  const { year, half } = partsOf(period);
  return t(`inspections:half.${half}`, { year });
}

/** 2026 年上半年检查, or the addendum to it. */
export function inspectionTitle(
  t: TFunction,
  { period, addendum }: { readonly period: HalfYear; readonly addendum: number },
): string {
  const half = periodText(t, period);
  return addendum > 0
    ? t('inspections:headline_addendum', { half, number: addendum })
    : t('inspections:headline', { half });
}

/** Clock of a time zone's day, as it is said of a scan: 14:32; of another day 11-24 14:32, of another year with that. */
export function clockText(zone: string, at: number, now = Date.now()): string {
  const [day = '', time = ''] = formatInstant(zone, at).split(' ');
  const today = dayIn(zone, now);
  if (day === today) return time;
  return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${time}` : `${day} ${time}`;
}

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  in_place: 'done',
  on_loan: 'active',
  missing: 'late',
  misplaced: 'due',
};

export const DEGREE_TONES: Readonly<Record<Degree, Tone>> = {
  slight: 'waiting',
  moderate: 'due',
  severe: 'late',
};

/** How an entry stands, in a word. */
export function outcomeText(t: TFunction, { outcome, putRight }: Sheet): string {
  return putRight ? t(`inspections:put_right.${putRight}`) : t(`inspections:outcome.${outcome}`);
}

/** What of it is worth a line: outcome, findings, note. */
export function sheetText(t: TFunction, sheet: Sheet): string {
  const findings = sheet.findings.map((finding) => findingText(t, finding));
  const parts = [
    outcomeText(t, sheet),
    sheet.foundAt && t('inspections:found_at', { level: shelfText(sheet.foundAt) }),
    sheet.borrower,
    ...findings,
    sheet.note,
  ];
  return parts.filter(Boolean).join(t('common:list_comma'));
}

export function findingText(t: TFunction, { kind, degree }: Pick<Finding, 'kind' | 'degree'>): string {
  return t('inspections:finding_degree', {
    finding: t(`common:finding.${kind}`),
    degree: t(`common:degree.${degree}`),
  });
}

/** 已检 14:32 张三. */
export function seenText(t: TFunction, zone: string, { at, by }: Pick<ShownEntry, 'at' | 'by'>): string {
  return t('inspections:seen', { time: clockText(zone, at), name: by });
}

/** Pressed once 轻微, again 中等, again 严重, again 正常. */
export function nextDegree(findings: readonly Finding[], kind: FindingKind): Finding[] {
  const now = findings.find((finding) => finding.kind === kind);
  const degree = now ? DEGREES[DEGREES.indexOf(now.degree) + 1] : DEGREES[0];
  return withDegree(findings, kind, degree ?? null);
}

/** The findings with one of them at a degree; null takes it away. */
export function withDegree(
  findings: readonly Finding[],
  kind: FindingKind,
  degree: Degree | null,
): Finding[] {
  const isThere = findings.some((finding) => finding.kind === kind);
  if (degree === null) return findings.filter((finding) => finding.kind !== kind);
  if (!isThere) return [...findings, { kind, degree, note: null }];
  return findings.map((finding) => (finding.kind === kind ? { ...finding, degree } : finding));
}

/** A level as it is written, `一号库房-A-2`, read back; null for what is none. */
export function parseLevel(text: string): Level | null {
  const parts = text
    .normalize('NFKC')
    .split('-')
    .map((part) => part.trim());
  if (parts.length < 2) return null;
  const room = parts.slice(0, -2).join('-');
  const read = levelSchema.safeParse({
    room: room === '' ? null : room,
    cabinet: parts.at(-2),
    level: Number(parts.at(-1)),
  });
  return read.success ? read.data : null;
}

export const levelKey = (level: Level): string => shelfText(level);

type SharePlace = Pick<Share, 'room' | 'cabinet' | 'fromLevel' | 'toLevel'>;

/** Parts of the shelves as a share names them: 一号库房全部、二号库房 A、B 柜、二号库房 C 柜 1–3 层. */
export function sharesText(t: TFunction, places: readonly SharePlace[]): string {
  const comma = t('common:list_comma');
  const rooms = [...Map.groupBy(places, ({ room }) => room)];
  return rooms
    .flatMap(([room, all]) => {
      const whole = all.filter(({ fromLevel }) => fromLevel === null);
      const cabinets = whole.flatMap(({ cabinet }) => cabinet ?? []);
      return [
        whole.some(({ cabinet }) => cabinet === null) &&
          t('inspections:share.room', { room: room ?? t('inspections:one_room') }),
        cabinets.length > 0 &&
          t('inspections:share.cabinet', { room: room ?? '', cabinet: cabinets.join(comma) }).trim(),
        ...all.map((place) => levelsText(t, place)),
      ];
    })
    .filter(Boolean)
    .join(comma);
}

function levelsText(t: TFunction, { room, cabinet, fromLevel, toLevel }: SharePlace): string | null {
  if (fromLevel === null) return null;
  const levels = fromLevel === toLevel ? String(fromLevel) : `${fromLevel}–${toLevel}`;
  return t('inspections:share.levels', { room: room ?? '', cabinet, levels }).trim();
}

/** What the row of the log says that replaced the recovery sheets; the sets are numbered, and the first is 1. */
export interface SheetSet {
  readonly set: number;
  /** The keys (32 bytes, hex) that certify with the sheets before, and with these; null where those before had none. */
  readonly before: string | null;
  readonly after: string;
  /** The account of the second person who signed for it; null for two sheets of the set before. */
  readonly second: number | null;
  /** 64 bytes, hex. */
  readonly signature: string;
}

export function sheetsReason({ set, before, after, second, signature }: SheetSet): string {
  const by = second === null ? 'sheets' : `account:${second}`;
  return [set, before ?? 'none', after, by, signature].join(' ');
}

const SHEETS = /^(\d{1,6}) (none|[0-9a-f]{64}) ([0-9a-f]{64}) (?:sheets|account:(\d{1,9})) ([0-9a-f]{128})$/;

export function parseSheetsReason(reason: string | null): SheetSet | undefined {
  const [, set, before, after, second, signature] = SHEETS.exec(reason ?? '') ?? [];
  if (set === undefined || after === undefined || signature === undefined) return undefined;
  return {
    set: Number(set),
    before: before === undefined || before === 'none' ? null : before,
    after,
    second: second === undefined ? null : Number(second),
    signature,
  };
}

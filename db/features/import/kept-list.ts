import type { MutationContext, QueryContext } from '../../work/context.ts';
import { unwrap, wrap, type StoredKind, type StoredRead } from '../../domain/stored-json.ts';
import { getPreference, setPreference, setPreferenceAside } from '../workspace/service.ts';

interface KeptListOptions {
  /** The preference of the person that has it. */
  readonly key: string;
  readonly most: number;
}

/** What somebody's imports leave for their next ones, the newest first. */
export function keptList<Entry>(kind: StoredKind<Entry[]>, { key, most }: KeptListOptions) {
  const read = (ctx: QueryContext): StoredRead<Entry[]> => {
    const kept = getPreference(ctx, key);
    if (kept === null) return { ok: true, value: [] };
    return kept.broken ? { ok: false, why: 'broken', kept: null } : unwrap(kind, kept.value);
  };
  return {
    list(ctx: QueryContext): Entry[] {
      const stored = read(ctx);
      return stored.ok ? stored.value : (stored.kept ?? []);
    },
    /** Writes it over that of before; what of this cannot be read is set aside for its owner. */
    keep(ctx: MutationContext, entries: readonly Entry[]): void {
      const stored = read(ctx);
      const next = wrap(kind, entries.slice(0, most));
      if (stored.ok) setPreference(ctx, key, next);
      else setPreferenceAside(ctx, { key, why: stored.why, kept: next });
    },
  };
}

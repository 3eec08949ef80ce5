import type { Degree, Finding, FindingKind } from '../../../db/domain/finding.ts';
import { noteFindings, noteMissing, settleMissing } from '../../../db/features/repairs/service.ts';
import type { TestVault } from '../../support/vault.ts';

export const found = (kind: FindingKind, degree: Degree = 'slight', note: string | null = null): Finding => ({
  kind,
  degree,
  note,
});

/** What an inspection does with repairs, inside a transaction of its own. */
export function inspecting(vault: TestVault, inspection = 1) {
  const ctx = () => vault.contextOf('archivist');
  const source = { kind: 'inspection', id: inspection };
  return {
    find: (customerId: number, ...findings: readonly Finding[]) =>
      ctx().transaction((db) => noteFindings(db, ctx(), { customerId, findings, source })),
    miss: (customerId: number, dueOn: string) =>
      ctx().transaction((db) => noteMissing(db, ctx(), { customerId, dueOn, source })),
    settle: (customerId: number) =>
      ctx().transaction((db) => settleMissing(db, ctx(), { customerId, source })),
  };
}

/** Every repair that is open. */
export const OPEN = { state: 'open' as const, kinds: [], rooms: [], overdue: false };
export const EVERY = { ...OPEN, after: null, limit: 200 };

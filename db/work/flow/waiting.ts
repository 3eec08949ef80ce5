import type { ReadableDb } from '../../connection/handles.ts';
import { findRule, rolesAwaited, stepsAwaited } from '../../domain/flow.ts';
import { findFlow } from '../../domain/flows.ts';
import type { Role } from '../../domain/roles.ts';
import { countLastStates } from './steps.ts';

/** A step that records wait for, and the roles that may take it. */
export interface Awaited {
  readonly flow: string;
  readonly step: string;
  readonly roles: readonly Role[];
  /** How many records wait for it. */
  readonly count: number;
}

/** The steps that records wait for now: each belongs to roles, never to a person. */
export function listAwaited(db: ReadableDb): Awaited[] {
  return countLastStates(db).flatMap(({ flow: name, state, count }) => {
    const flow = findFlow(name);
    if (!flow) return [];
    return stepsAwaited(flow, state).map((step) => {
      const rule = findRule(flow, step);
      return { flow: name, step, roles: rule ? rolesAwaited(rule) : [], count };
    });
  });
}

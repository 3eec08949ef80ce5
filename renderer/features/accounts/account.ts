import type { inferRouterOutputs } from '@trpc/server';
import type { TFunction } from 'i18next';
import type { Role } from '../../../db/domain/roles.ts';
import type { AppRouter } from '../../lib/contracts.ts';

type Outputs = inferRouterOutputs<AppRouter>['accounts'];
export type Account = Outputs['list'][number];
/** What waits for somebody's word, as they see it; and as the system administrator does, with what was refused. */
export type Awaited = Outputs['awaited'][number];
export type AccountRequest = Outputs['requests'][number];

/** A one-time code with what it waits for. */
export interface AskedCode {
  readonly login: string;
  readonly name: string;
  readonly code: string;
  /** By which it is confirmed. */
  readonly request: number | null;
  readonly confirmers: readonly string[];
  /** An account that has a password until then. */
  readonly hasPassword: boolean;
}

export function rolesText(t: TFunction, roles: readonly Role[]): string {
  return roles.map((role) => t(`common:role.${role}`)).join(t('common:list_comma'));
}

/** What is asked for, in a sentence. */
export function requestText(t: TFunction, { what, name, login, roles }: Awaited): string {
  const [before, after] = [rolesText(t, roles.before), rolesText(t, roles.after)];
  return t(`accounts:says.${what ?? 'unreadable'}`, { name, login, before, after });
}

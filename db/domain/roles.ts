import { z } from 'zod';

/** The eight roles of the department and the company (product.md, Who uses it). */
export const ROLES = [
  'developer',
  'archivist',
  'supervisor',
  'service_manager',
  'general_manager',
  'requester',
  'system_admin',
  'auditor',
] as const;
/** Who is asked for when a vault is made: without the first four the department cannot work (product.md). */
export const FIRST_ROLES = [
  'archivist',
  'supervisor',
  'service_manager',
  'general_manager',
  'auditor',
] as const satisfies readonly (typeof ROLES)[number][];
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** 三员分立: these two go with no other role. */
const EXCLUSIVE_ROLES: readonly Role[] = ['system_admin', 'auditor'];

/** True when the roles may be held by one account together. */
export function rolesMayCombine(roles: readonly Role[]): boolean {
  const distinct = new Set(roles);
  return distinct.size > 0 && (distinct.size === 1 || !EXCLUSIVE_ROLES.some((role) => distinct.has(role)));
}

export const rolesSchema = z
  .array(roleSchema)
  .min(1)
  .max(ROLES.length)
  .refine(rolesMayCombine, { message: 'accounts.roles_exclude_each_other' });

/** Secrecy classes from open to closed (rules.md S1): 普通, 秘密, 机密, 绝密. */
export const SECRECY_CLASSES = ['normal', 'confidential', 'secret', 'top_secret'] as const;
export const secrecySchema = z.enum(SECRECY_CLASSES);
export type Secrecy = z.infer<typeof secrecySchema>;

/** Looks at 机密 and 绝密 are logged; the others are not. */
export function isLogged(secrecy: Secrecy): boolean {
  return secrecy === 'secret' || secrecy === 'top_secret';
}

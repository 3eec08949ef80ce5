import { blankContact, blankCustomer, type CustomerInput } from '../../../../db/domain/customer.ts';
import { decide } from '../../../../db/features/import/decisions.ts';
import {
  findDuplicates,
  keysOf,
  type Decision,
  type Known,
  type KnownCustomers,
} from '../../../../db/features/import/duplicates.ts';

export const CODE = '91440604087E4AWLT3';
export const OTHER_CODE = '91440604M8UJ8TCBE1';

/** A row of a file, and its number if `phone` gives 张三 one. */
export function aRow(overrides: Partial<CustomerInput> & { phone?: string } = {}): CustomerInput {
  const { phone, ...input } = overrides;
  const contacts = phone ? [{ ...blankContact(), name: '张三', mobile: phone }] : [];
  return { ...blankCustomer('client'), name: '佛山市金艺有限公司', contacts, ...input };
}
/** A customer of the vault. */
export const known = (id: number, over: Partial<Known> = {}): Known => ({
  id,
  archiveNo: `A-${id}`,
  name: '甲',
  uscc: null,
  province: null,
  city: null,
  hasPhones: false,
  guarded: false,
  open: true,
  ...over,
});
const NOBODY: KnownCustomers = {
  byCode: () => [],
  byNameKey: () => [],
  byPhone: () => [],
  byFormerName: () => [],
  byLikeName: () => [],
};

/** What is one customer among the rows and with the vault. */
export function find(inputs: CustomerInput[], archive: Partial<KnownCustomers> = {}) {
  return findDuplicates(inputs.map(keysOf), { ...NOBODY, ...archive });
}
/** What the answers make of each customer, its target by id. */
export const outcome = (
  found: ReturnType<typeof find>,
  all?: Decision,
  byGroup: Record<string, Decision> = {},
) =>
  [...decide(found, { all, byGroup })].map(({ members, target, skipped }) => ({
    members,
    target: target?.id ?? null,
    skipped,
  }));

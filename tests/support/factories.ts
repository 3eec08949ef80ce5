import { blankContact, blankCustomer, type CustomerInput } from '../../db/domain/customer.ts';

let made = 0;

/** A valid customer input with a name of its own. */
export function aCustomer(overrides: Partial<CustomerInput> = {}): CustomerInput {
  made += 1;
  return {
    ...blankCustomer(overrides.category ?? 'client'),
    name: `佛山市第${made}五金制品有限公司`,
    ...overrides,
  };
}

/** A contact with a mobile number. */
export function aContact(
  overrides: Partial<CustomerInput['contacts'][number]> = {},
): CustomerInput['contacts'][number] {
  return { ...blankContact(), name: '李明', mobile: '13812345678', ...overrides };
}

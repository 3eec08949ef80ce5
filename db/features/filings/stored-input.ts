import { storedCustomerSchema, type CustomerInput } from '../../domain/customer.ts';
import type { StoredKind } from '../../domain/stored-json.ts';

/** What somebody reports, as a filing keeps it. */
export const STORED_INPUT: StoredKind<CustomerInput> = {
  name: 'filing',
  version: 1,
  schema: storedCustomerSchema,
};

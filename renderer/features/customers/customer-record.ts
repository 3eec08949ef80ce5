import type { inferOutput } from '@trpc/tanstack-react-query';
import type { useVault } from '../../lib/vault.ts';

/** What `customers.get` answers: the whole archive, or its line in the index. */
export type Customer = inferOutput<ReturnType<typeof useVault>['customers']['get']>;
export type FullCustomer = Extract<Customer, { access: 'full' }>;

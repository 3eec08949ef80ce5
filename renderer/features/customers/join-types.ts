import type { inferOutput } from '@trpc/tanstack-react-query';
import type { useVault } from '../../lib/vault.ts';

/** Two archives for reading side by side. */
export type JoinPair = inferOutput<ReturnType<typeof useVault>['customers']['joining']>;

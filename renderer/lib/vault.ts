import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, type TRPCClient } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { Bridge } from './bridge.ts';
import type { AppRouter, ShellRouter } from './contracts.ts';
import { bridgeLink } from './link.ts';

// The two sides share one query cache, so each keeps its keys under a prefix of its own.
const vaultContext = createTRPCContext<AppRouter, { keyPrefix: true }>();
const shellContext = createTRPCContext<ShellRouter, { keyPrefix: true }>();

export const VaultProvider = vaultContext.TRPCProvider;
export const ShellProvider = shellContext.TRPCProvider;

/** Query and mutation options of the vault: `useQuery(useVault().customers.get.queryOptions({ id }))`. */
export const useVault = vaultContext.useTRPC;
/** Direct calls to the vault, for work that is not a query: `client.x.y.mutate(input, { signal })`. */
export const useVaultClient = vaultContext.useTRPCClient;
/** What only the desktop can do: choose a file, print, recent vaults. */
export const useShell = shellContext.useTRPC;
export const useShellClient = shellContext.useTRPCClient;

export interface Clients {
  readonly vault: TRPCClient<AppRouter>;
  readonly shell: TRPCClient<ShellRouter>;
}

export function createClients(bridge: Bridge): Clients {
  return {
    vault: createTRPCClient<AppRouter>({ links: [bridgeLink<AppRouter>(bridge, 'vault')] }),
    shell: createTRPCClient<ShellRouter>({ links: [bridgeLink<ShellRouter>(bridge, 'shell')] }),
  };
}

/** The vault is on this computer: a failure is an answer, and nothing changes behind a window's back. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: 0,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 5_000,
        networkMode: 'always',
      },
      // What was sent may be a password, what came back a printed archive: neither outlives its screen.
      mutations: { retry: 0, networkMode: 'always', gcTime: 0 },
    },
  });
}

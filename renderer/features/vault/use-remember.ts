import { useShellClient } from '../../lib/vault.ts';
import { writeSetting } from '../../lib/machine-settings.ts';

/** Remembers on this computer which vault was opened, and under which login, for the next time. */
export function useRemember(): (login: string, token: string | null) => void {
  const shell = useShellClient();
  return (login, token) => {
    writeSetting('login', login);
    if (token !== null) void shell.rememberVault.mutate({ token });
  };
}

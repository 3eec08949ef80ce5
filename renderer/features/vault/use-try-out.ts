import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TRIAL_PASSWORD } from '../../../db/domain/trial.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { useShellClient, useVaultClient } from '../../lib/vault.ts';
import type { VaultFile } from './vault-file.ts';

/** Whom one is at first. */
const FIRST: Role = 'archivist';

/** Goes into the vault to try things in; where there is none yet it is made, and filled with the sample ledger. */
export function useTryOut(onOpened: (file: VaultFile) => void) {
  const { t } = useTranslation();
  const shell = useShellClient();
  const client = useVaultClient();
  const make = async (token: string) => {
    const people = ROLES.map((role) => ({ role, name: t(`common:role.${role}`) }));
    await client.vault.tryOut.mutate({ token, company: t('vault:trial.company'), people });
    // Of the session that begins here: what the gate was given ends with it.
    const { token: sample } = await shell.sampleLedger.mutate();
    const { sheets } = await client.import.inspect.mutate({ token: sample });
    const { planId } = await client.import.plan.mutate({
      token: sample,
      sheets: sheets.map(({ name, headerRow, category }) => ({
        sheet: name,
        headerRow,
        category,
        columns: null,
      })),
    });
    await client.import.run.mutate({ planId, answers: { byGroup: {} } });
  };
  return useMutation({
    mutationFn: async () => {
      const { vault, isMade } = await shell.trial.mutate();
      if (isMade) {
        const { token } = vault;
        await client.vault.unlock.mutate({ token, login: FIRST, password: TRIAL_PASSWORD });
      } else await make(vault.token);
      await shell.rememberVault.mutate({ token: vault.token });
      return { ...vault, trial: true };
    },
    onSuccess: onOpened,
  });
}

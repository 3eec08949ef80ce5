import { ROLES } from '../../db/domain/roles.ts';
import { TEST_PASSWORD, type TestVault } from './vault.ts';

interface Waits {
  readonly request: number | null;
  readonly confirmers: readonly string[];
}

/**
 * What the system administrator asks for, confirmed by the first who may, whom people of a test's vault are named after;
 * what is done at once is left as it is.
 */
export async function confirmed<Asked extends Waits>(
  vault: TestVault,
  asking: Promise<Asked>,
): Promise<Asked> {
  const asked = await asking;
  if (asked.request !== null) await confirmAs(vault, asked, asked.request);
  return asked;
}

async function confirmAs(vault: TestVault, { confirmers }: Waits, request: number): Promise<void> {
  const role = ROLES.find((one) => confirmers.includes(one));
  if (!role) throw new Error('nobody may confirm it');
  const outcome = await vault.as(role).accounts.confirm({ requests: [request], password: TEST_PASSWORD });
  const refused = outcome[0]?.refused;
  if (refused) throw new Error(refused.code);
}

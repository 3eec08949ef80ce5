import type { App } from '../support/app.ts';
import { createTrialVault, PASSWORD } from '../support/trial.ts';
import { GatePage } from './gate.ts';

/** Opens a trial archive, empty or with the department's ledger, and signs in; the login is the role. */
export async function openTrial(
  app: App,
  folder: string,
  login: string,
  options: { ledger?: boolean } = {},
): Promise<GatePage> {
  const gate = new GatePage(app.page);
  await app.answerDialog([await createTrialVault(folder, options)]);
  await app.page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  await gate.signIn(login, PASSWORD);
  await gate.isIn();
  return gate;
}

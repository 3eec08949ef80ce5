import { GatePage } from '../pages/gate.ts';
import { expect, test } from '../support/test.ts';
import { createTrialVault, PASSWORD } from '../support/trial.ts';

test('a wrong password and an unknown login are refused in the same words, and tries slow down', async ({
  app,
  folder,
}) => {
  const gate = new GatePage(app.page);
  await app.answerDialog([await createTrialVault(folder)]);
  await app.page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();

  await gate.signIn('archivist', 'not the password at all');
  await expect(gate.refusal).toHaveText(/登录名或密码不正确/);
  await gate.signIn('nobody', 'not the password at all');
  await expect(gate.refusal).toHaveText(/登录名或密码不正确/);
  await expect(async () => {
    await gate.signIn('archivist', 'one more guess');
    await expect(gate.wait).toBeVisible({ timeout: 1500 });
  }).toPass();
  await expect(gate.wait).toHaveText(/尝试次数过多/);
});

test('the vault opens again from the list of those opened before', async ({ launchApp, folder }) => {
  const first = await launchApp();
  const gate = new GatePage(first.page);
  await first.answerDialog([await createTrialVault(folder)]);
  await first.page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  await gate.signIn('supervisor', PASSWORD);
  await gate.isIn();
  await first.close();

  const second = await launchApp();
  const again = new GatePage(second.page);
  await again.chooseRecent('客户档案');
  await again.signIn('supervisor', PASSWORD);
  await again.isIn();
});

import { openTrial } from '../pages/vault-of.ts';
import { Desk } from '../pages/desk.ts';
import { expect, test } from '../support/test.ts';

test('the whole archive is looked at in a process of its own, and every check is said in words', async ({
  app,
  folder,
  aid,
}) => {
  await openTrial(app, folder, 'archivist', { ledger: true });
  await new Desk(app.page).goTo('审计');
  await app.page.getByRole('button', { name: '校验档案库' }).click();
  const result = app.page.getByRole('status').filter({ hasText: '链首' });
  await expect(result).toContainText('全部完好', { timeout: 60_000 });
  await aid.read('an archive verified');
  const lines = result.getByRole('listitem');
  await expect(lines.first()).toContainText('完好');
  const said = await lines.allTextContents();
  expect(said.filter((line) => line.includes('不符'))).toEqual([]);
  expect(said.join('')).not.toMatch(/audit:|[a-z_]+\.[a-z_]+/);
});

import { join } from 'node:path';
import type { Locator } from 'playwright';
import { Desk } from '../pages/desk.ts';
import { GatePage } from '../pages/gate.ts';
import type { App } from '../support/app.ts';
import { importLedgerOn, lastMonth } from '../support/ledger-of.ts';
import { expect, test } from '../support/test.ts';
import { callVault, createTrialVault, PASSWORD } from '../support/trial.ts';

const TITLE = '客户信息统计表';

test('a report from its request to its papers, amended, and the paper of the old revision told from the new one', async ({
  app,
  folder,
  aid,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 800 });
  const period = lastMonth();
  const month = `${period.slice(0, 4)}年${Number(period.slice(5))}月`;
  const vault = await createTrialVault(folder);
  importLedgerOn(`${period}-10`, vault, join(folder, 'home'));
  await app.answerDialog([vault]);
  await page.getByRole('button', { name: /^打开(其他|档案库)文件…$/ }).click();
  const office = new Office(app);

  // 销售部 asks for it each month from the last one on; 经理 reviews, 总经理 approves.
  await office.signIn('requester');
  await office.desk.findAnywhere('申请统计报表', '申请统计报表');
  await office.button('每月').click();
  await page.getByRole('combobox', { name: /^第一个统计期/ }).fill(month);
  await page.getByRole('option', { name: month, exact: true }).click();
  await page.getByLabel(/^使用部门/).fill('销售部');
  await page.getByLabel(/^用途/).fill('每月销售例会，核对各省客户数和年合同额');
  // Short tables, as a meeting has them.
  await page.getByLabel(/^每表列出前几项/).fill('5');
  await page.keyboard.press('Tab');
  await office.button('提交').click();
  await expect(office.desk.notice('已提交，等待经理审查')).toBeVisible();
  await office.signNext('service_manager', /报表申请.*每月/, '已审查 1 份');
  await page.getByRole('tab', { name: '已办理 1' }).click();
  await expect(page.getByRole('option')).toContainText('下一步：批准（总经理）');
  await office.signNext('general_manager', /报表申请.*每月/, '已批准 1 份');

  // The program compiles it, whoever is there; 信息专员 looks it over, 主管 and 经理 review it.
  await office.signNext('archivist', new RegExp(`${TITLE}.*${month}`), '已交审', '核对并交审');
  await office.openReport('supervisor');
  const { report } = office;
  await expect(report).toContainText('编制程序');
  await expect(report.getByRole('img', { name: /的图$/ }).first()).toBeVisible();
  const said = page.getByRole('button', { name: /，写审查意见$/ }).first();
  await said.click();
  await page.getByLabel(/^意见/).fill('已与台账核对');
  await office.inDialog('写入').click();
  await expect(report.getByRole('img', { name: '有 1 条审查意见' })).toBeVisible();
  await office.sign('审查通过');
  await expect(report).toContainText('待经理审查');
  await office.signNext('service_manager', new RegExp(`${TITLE}.*${month}`), '已经理审查并报发 1 份');

  // Three copies are registered, handed out, and one taken back.
  await office.openReport('archivist');
  await aid.read('report');
  await office.register('王芳 销售部\n李明 财务部\n陈静');
  await expect(office.copy(3)).toContainText('待领取');
  await office.copy(1).getByRole('button', { name: '领取', exact: true }).click();
  await expect(office.copy(1)).toContainText('已领取');
  await office.copy(2).getByRole('button', { name: '领取', exact: true }).click();
  await expect(office.copy(2)).toContainText('已领取');
  await office.copy(2).getByRole('button', { name: '收回', exact: true }).click();
  await expect(office.copy(2)).toContainText('已收回');
  await expect(office.copy(2).getByRole('button')).toHaveCount(0);
  const oldCode = await office.codeOf(1);

  // A figure is amended: 主管 proposes, 总经理 approves, 信息专员 files it, and the old copies are called in.
  await office.openReport('supervisor');
  await office.button('申请修改数字…').click();
  await office.choose('表', '总体情况');
  await office.choose('行', '期末客户数（户）');
  await office.choose('项目', '本期');
  await page.getByRole('dialog').getByLabel(/^新数/).fill('999');
  await page.getByRole('dialog').getByLabel(/^原因/).fill('漏计一户');
  await office.button('加入修改').click();
  await aid.read('amendment');
  await office.inDialog('提交修改').click();
  await expect(office.desk.notice('已提交，等待总经理批准')).toBeVisible();
  await office.signNext('general_manager', /报表修改/, '已批准 1 份');
  await office.signNext('archivist', /报表修改/, '已备案', '备案');
  await office.desk.goTo('工作台');
  await page.getByRole('link', { name: /2份报表副本待收回|报表副本待收回/ }).click();
  await page.getByRole('gridcell', { name: TITLE }).dblclick();
  await expect(office.copy(1)).toContainText('通知收回');
  await office.copy(1).getByRole('button', { name: '收回', exact: true }).click();
  await expect(office.copy(1)).toContainText('已收回');
  await page.getByRole('link', { name: '打开新版' }).click();
  await expect(report).toContainText('第 2 版');
  await expect(report.locator('del').first()).toBeVisible();
  await office.register('王芳 销售部');
  await expect(office.copy(1)).toContainText('待领取');
  const newCode = await office.codeOf(1);

  // The paper of each revision is told from the other, and who asked reads the new one behind their name.
  await expect(await office.check(oldCode)).toContainText('这一版已由新版取代');
  const found = await office.check(newCode);
  await expect(found).toContainText('相符：数字与档案库一致');
  await expect(found).toContainText('王芳');
  await office.inDialog('取消').click();
  await office.openReport('requester', '已报发');
  await expect(page.getByTestId('watermark')).toHaveAttribute('data-text', /^requester/);
  await expect(report).toContainText('999');
});

/** The people of the office, one after the other at the same window. */
class Office {
  readonly desk: Desk;
  readonly report: Locator;
  readonly #app: App;
  #isIn = false;

  constructor(app: App) {
    this.#app = app;
    this.desk = new Desk(app.page);
    this.report = app.page.getByRole('article', { name: TITLE });
  }

  button(name: string): Locator {
    return this.#app.page.getByRole('button', { name, exact: true });
  }

  inDialog(name: string): Locator {
    return this.#app.page.getByRole('dialog').getByRole('button', { name, exact: true });
  }

  copy(no: number): Locator {
    return this.#app.page.getByRole('row', { name: new RegExp(`第 ${no} 份`) });
  }

  async signIn(login: string): Promise<void> {
    if (this.#isIn) await this.desk.lock();
    const gate = new GatePage(this.#app.page);
    await gate.signIn(login, PASSWORD);
    await gate.isIn();
    this.#isIn = true;
  }

  /** Opens what waits in the inbox, and takes its next step: by A, or by the button for it. */
  async signNext(login: string, line: RegExp, said: string, button?: string): Promise<void> {
    const { page } = this.#app;
    await this.signIn(login);
    await this.desk.goTo('申请');
    // What falls due is compiled within seconds.
    await page.getByRole('option', { name: line }).click({ timeout: 20_000 });
    await expect(page.getByRole('heading', { name: new RegExp(`^${TITLE}`), level: 1 })).toBeVisible();
    if (button === undefined) {
      await expect(page.getByRole('option', { name: line })).toContainText('已查看');
      await page.keyboard.press('a');
      await page
        .getByRole('dialog')
        .getByLabel(/本人密码/)
        .fill(PASSWORD);
      await page.keyboard.press('Enter');
    } else {
      await this.button(button).click();
      await this.inDialog(button).click();
    }
    await expect(this.desk.notice(new RegExp(said))).toBeVisible();
  }

  async openReport(login: string, state = ''): Promise<void> {
    const { page } = this.#app;
    await this.signIn(login);
    await this.desk.goTo('报表');
    const register = page.getByRole('tab', { name: '报表登记' });
    const row = page.getByRole('row', { name: new RegExp(`${TITLE}.*${state}`) }).first();
    await expect(register.or(row)).toBeVisible();
    if (await register.isVisible()) await register.click();
    await row.dblclick();
    await expect(this.report).toBeVisible();
  }

  async sign(name: string): Promise<void> {
    await this.button(name).click();
    await this.#app.page.getByLabel(/本人密码/).fill(PASSWORD);
    await this.inDialog(name).click();
  }

  async choose(label: string, choice: string): Promise<void> {
    const dialog = this.#app.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: label, exact: true }).fill(choice);
    await this.#app.page.getByRole('option', { name: choice, exact: true }).click();
  }

  async register(lines: string): Promise<void> {
    await this.button('登记份数…').click();
    await this.#app.page.getByLabel(/^领取人/).fill(lines);
    await this.inDialog('登记').click();
  }

  /** The digits on the paper of a copy of the report that is open. */
  async codeOf(copyNo: number): Promise<string> {
    const id = Number(this.#app.page.url().split('/').at(-1)?.split('?')[0]);
    const copies = await callVault(this.#app, 'query', 'reportCopies.list', { id });
    const found = (copies as Array<{ copyNo: number; code: string }>).find((copy) => copy.copyNo === copyNo);
    return found?.code ?? '';
  }

  /** What is said of the digits of a paper. */
  async check(code: string): Promise<Locator> {
    const { page } = this.#app;
    const dialog = page.getByRole('dialog', { name: '查验报表' });
    if (!(await dialog.isVisible())) await this.desk.findAnywhere('查验报表', '查验报表');
    await dialog.getByLabel(/36 位数字/).fill(code);
    await this.inDialog('查验').click();
    await expect(dialog.getByLabel(/36 位数字/)).toHaveValue('');
    return dialog.getByRole('alert');
  }
}

import { codeOf } from '../../db/domain/folder-code.ts';
import { BLANK_SHEET } from '../../db/domain/inspection.ts';
import { aCustomer } from '../support/factories.ts';
import { testedAndHandled } from '../support/four-properties.ts';
import { because } from '../support/reasons.ts';
import { TEST_PASSWORD, type TestVault } from '../support/vault.ts';

type During = <Result>(act: () => Promise<Result>) => Promise<Result>;
type Act = (vault: TestVault, during: During) => Promise<string[]>;

const password = TEST_PASSWORD;
const INSPECTION = 'inspection:1';
const level = { room: null, cabinet: 'A', level: 1 };

/** An inspection of one archive at the first place. */
async function open(vault: TestVault): Promise<void> {
  const shelf = { ...level, position: 1 };
  await vault.as('archivist').customers.create(aCustomer({ shelf }));
  await vault.as('archivist').inspections.open({});
}

const scan = (vault: TestVault, at: typeof level | null = null) =>
  vault.as('archivist').inspections.scan({ code: codeOf(1), at });

/** Looked at, and signed by the inspector. */
async function signed(vault: TestVault): Promise<void> {
  await open(vault);
  await scan(vault);
  await testedAndHandled(vault);
  await vault.as('archivist').inspections.sign({ id: 1, version: 2, password });
}

async function reviewed(vault: TestVault): Promise<void> {
  await signed(vault);
  await vault.as('supervisor').inspections.review({ id: 1, version: 3, password });
}

const reason = because('重看一遍');

/** One of each mutation of 检查. */
export const INSPECTION_ACTS: Record<string, Act> = {
  async 'inspections.open'(vault, during) {
    await vault.as('archivist').customers.create(aCustomer());
    await during(() => vault.as('archivist').inspections.open({}));
    return [`inspections.start ${INSPECTION}`];
  },
  async 'inspections.scan'(vault, during) {
    await open(vault);
    await during(() => scan(vault));
    return [`inspections.note ${INSPECTION}`];
  },
  async 'inspections.note'(vault, during) {
    await open(vault);
    const findings = [{ kind: 'faded', degree: 'slight', note: null } as const];
    await during(() =>
      vault.as('archivist').inspections.note({ id: 1, no: 0, sheet: { ...BLANK_SHEET, findings } }),
    );
    return [`inspections.note ${INSPECTION}`, 'repairs.open repair:1'];
  },
  async 'inspections.putRight'(vault, during) {
    await open(vault);
    await scan(vault, { ...level, cabinet: 'B' });
    await during(() => vault.as('archivist').inspections.putRight({ id: 1, no: 1, how: 'registered' }));
    return ['customers.edit customer:1', `inspections.correct ${INSPECTION}`];
  },
  async 'inspections.confirmLevel'(vault, during) {
    for (const position of [1, 2])
      await vault.as('archivist').customers.create(aCustomer({ shelf: { ...level, position } }));
    const { inspections } = vault.as('archivist');
    await inspections.open({});
    for (const { id } of (await inspections.planLevel({ level })).toScan)
      await inspections.scan({ code: codeOf(id) });
    await during(() => inspections.confirmLevel({ level }));
    return [`inspections.note_level ${INSPECTION}`];
  },
  async 'inspections.share'(vault, during) {
    await open(vault);
    const { personId } = vault.contextOf('archivist').actor;
    const shares = [{ personId, room: null, cabinet: 'A' }];
    await during(() => vault.as('archivist').inspections.share({ id: 1, shares }));
    return [`inspections.share ${INSPECTION}`];
  },
  async 'inspections.openAddendum'(vault, during) {
    await open(vault);
    const { inspections } = vault.as('archivist');
    await inspections.note({ id: 1, no: 0, sheet: { ...BLANK_SHEET, outcome: 'missing' } });
    await testedAndHandled(vault);
    await inspections.sign({ id: 1, version: 2, password });
    await vault.as('supervisor').inspections.review({ id: 1, version: 3, password });
    await vault.as('service_manager').inspections.approve({ id: 1, version: 4, password });
    await during(() => inspections.openAddendum({ id: 1 }));
    return ['inspections.start inspection:2'];
  },
  async 'inspections.sign'(vault, during) {
    await open(vault);
    await scan(vault);
    await testedAndHandled(vault);
    await during(() => vault.as('archivist').inspections.sign({ id: 1, version: 2, password }));
    return [`inspections.keep_record ${INSPECTION}`, `inspections.sign ${INSPECTION}`];
  },
  async 'inspections.giveUp'(vault, during) {
    await open(vault);
    await during(() => vault.as('archivist').inspections.giveUp({ id: 1, version: 2, password, reason }));
    return [`inspections.keep_record ${INSPECTION}`, `inspections.give_up ${INSPECTION}`];
  },
  async 'inspections.cosign'(vault, during) {
    await vault.as('archivist').customers.create(aCustomer());
    await open(vault);
    await scan(vault);
    await vault.as('supervisor').inspections.scan({ code: codeOf(2) });
    await testedAndHandled(vault);
    await vault.as('archivist').inspections.sign({ id: 1, version: 2, password });
    await during(() => vault.as('supervisor').inspections.cosign({ id: 1, version: 3, password }));
    return [`inspections.cosign ${INSPECTION}`];
  },
  async 'inspections.withdraw'(vault, during) {
    await signed(vault);
    await during(() => vault.as('archivist').inspections.withdraw({ id: 1, version: 3 }));
    return [`inspections.withdraw ${INSPECTION}`];
  },
  async 'inspections.return'(vault, during) {
    await signed(vault);
    await vault.signIn('supervisor');
    await during(() => vault.as('supervisor').inspections.return({ id: 1, version: 3, reason }));
    return [`inspections.return ${INSPECTION}`];
  },
  async 'inspections.sendBack'(vault, during) {
    await reviewed(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').inspections.sendBack({ id: 1, version: 4, reason }));
    return [`inspections.send_back ${INSPECTION}`];
  },
  async 'inspections.review'(vault, during) {
    await signed(vault);
    await vault.signIn('supervisor');
    await during(() => vault.as('supervisor').inspections.review({ id: 1, version: 3, password }));
    return [`inspections.review ${INSPECTION}`];
  },
  async 'inspections.approve'(vault, during) {
    await reviewed(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').inspections.approve({ id: 1, version: 4, password }));
    return [`inspections.approve ${INSPECTION}`, 'audit.anchor archive'];
  },
};

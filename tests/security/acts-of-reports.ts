import { join } from 'node:path';
import { anchorDigits } from '../../db/domain/anchor-code.ts';
import { approvedRequest, aRequest, password, releasedReport } from '../db/reports/support.ts';
import { aCustomer } from '../support/factories.ts';
import { because } from '../support/reasons.ts';
import type { TestVault } from '../support/vault.ts';

type During = <Result>(act: () => Promise<Result>) => Promise<Result>;
type Act = (vault: TestVault, during: During) => Promise<string[]>;

const ANCHOR = 'audit.anchor archive';
const REPORT = 'report:1';
const REQUEST = 'report_request:1';
const AMENDMENT = 'report_amendment:1';
const reason = because('数字有误');
const copies = [{ recipient: '王芳' }];
const DEFINITION = { id: null, name: '月报', base: 'storage', choices: {}, shared: false } as const;

const submitted = (vault: TestVault) =>
  vault.as('requester').reportRequests.save({ id: null, version: null, submit: true, input: aRequest() });

const reviewedRequest = async (vault: TestVault) => {
  await submitted(vault);
  await vault.as('service_manager').reportRequests.review({ id: 1, version: 1, password });
};

/** A report of one archive, compiled by hand. */
async function compiled(vault: TestVault): Promise<void> {
  await vault.as('archivist').customers.create(aCustomer());
  await vault.as('archivist').reports.compile({ name: 'customer_statistics', period: '2026-02' });
}

async function handedOn(vault: TestVault): Promise<void> {
  await compiled(vault);
  await vault.as('archivist').reports.handOn({ id: 1, version: 2 });
}

async function reviewed(vault: TestVault): Promise<void> {
  await handedOn(vault);
  await vault.as('supervisor').reports.review({ id: 1, version: 3, password });
}

const items = [{ table: 'category', row: 'client', measure: 'count', value: 9, reason: '漏计' }];
const amendment = (vault: TestVault, submit = true) =>
  vault.as('supervisor').reportAmendments.save({ id: null, version: null, submit, reportId: 1, items });

async function amended(vault: TestVault): Promise<void> {
  await releasedReport(vault);
  await amendment(vault);
}

async function registered(vault: TestVault): Promise<void> {
  await releasedReport(vault);
  await vault.as('archivist').reportCopies.register({ id: 1, copies });
}

/** One of each mutation of reports that leaves a row, and the signature of the inbox with one of their flows. */
export const REPORT_ACTS: Record<string, Act> = {
  async 'inbox.sign'(vault, during) {
    await submitted(vault);
    const { reportRequests, inbox } = vault.as('service_manager');
    await reportRequests.get({ id: 1 });
    const cases = [{ id: 1, version: 1 }];
    await during(() => inbox.sign({ flow: 'report_requests', step: 'review', cases, password }));
    return [`report_requests.review ${REQUEST}`];
  },
  async 'reportRequests.save'(vault, during) {
    const { reportRequests } = vault.as('requester');
    await vault.signIn('requester');
    await during(async () => {
      const draft = await reportRequests.save({ id: null, version: null, submit: false, input: aRequest() });
      await reportRequests.save({ ...draft, submit: true, input: aRequest() });
    });
    return [`report_requests.save ${REQUEST}`, `report_requests.submit ${REQUEST}`];
  },
  async 'reportRequests.review'(vault, during) {
    await submitted(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').reportRequests.review({ id: 1, version: 1, password }));
    return [`report_requests.review ${REQUEST}`];
  },
  async 'reportRequests.approve'(vault, during) {
    await reviewedRequest(vault);
    await vault.signIn('general_manager');
    await during(() => vault.as('general_manager').reportRequests.approve({ id: 1, version: 2, password }));
    return [`report_requests.approve ${REQUEST}`];
  },
  async 'reportRequests.refuse'(vault, during) {
    await submitted(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').reportRequests.refuse({ id: 1, version: 1, reason }));
    return [`report_requests.refuse ${REQUEST}`];
  },
  async 'reportRequests.reject'(vault, during) {
    await reviewedRequest(vault);
    await vault.signIn('general_manager');
    await during(() => vault.as('general_manager').reportRequests.reject({ id: 1, version: 2, reason }));
    return [`report_requests.reject ${REQUEST}`];
  },
  async 'reportRequests.withdraw'(vault, during) {
    await submitted(vault);
    await during(() => vault.as('requester').reportRequests.withdraw({ id: 1, version: 1 }));
    return [`report_requests.withdraw ${REQUEST}`];
  },
  async 'reportRequests.end'(vault, during) {
    await approvedRequest(vault);
    await during(() => vault.as('requester').reportRequests.end({ id: 1, version: 3, reason }));
    return [`report_requests.end ${REQUEST}`];
  },
  async 'reports.compile'(vault, during) {
    await vault.as('archivist').customers.create(aCustomer());
    await during(() => vault.as('archivist').reports.compile({ name: 'storage', period: '2026-02' }));
    return [`reports.keep ${REPORT}`, `reports.compile ${REPORT}`];
  },
  async 'reports.compileAgain'(vault, during) {
    await handedOn(vault);
    await vault.as('supervisor').reports.return({ id: 1, version: 3, reason });
    await during(() => vault.as('archivist').reports.compileAgain({ id: 1, version: 4 }));
    return [`reports.keep ${REPORT}`, `reports.recompile ${REPORT}`];
  },
  async 'reports.handOn'(vault, during) {
    await compiled(vault);
    await during(() => vault.as('archivist').reports.handOn({ id: 1, version: 2 }));
    return [`reports.hand_on ${REPORT}`];
  },
  async 'reports.review'(vault, during) {
    await handedOn(vault);
    await vault.signIn('supervisor');
    await during(() => vault.as('supervisor').reports.review({ id: 1, version: 3, password }));
    return [`reports.review ${REPORT}`];
  },
  async 'reports.release'(vault, during) {
    await reviewed(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').reports.release({ id: 1, version: 4, password }));
    return [`reports.release ${REPORT}`, ANCHOR];
  },
  async 'reports.return'(vault, during) {
    await handedOn(vault);
    await vault.signIn('supervisor');
    await during(() => vault.as('supervisor').reports.return({ id: 1, version: 3, reason }));
    return [`reports.return ${REPORT}`];
  },
  async 'reports.sendBack'(vault, during) {
    await reviewed(vault);
    await vault.signIn('service_manager');
    await during(() => vault.as('service_manager').reports.sendBack({ id: 1, version: 4, reason }));
    return [`reports.send_back ${REPORT}`];
  },
  async 'reports.cancel'(vault, during) {
    await registered(vault);
    await during(() => vault.as('service_manager').reports.cancel({ id: 1, version: 5, password, reason }));
    return [`reports.call_in ${REPORT}`, `reports.cancel ${REPORT}`];
  },
  async 'reports.comment'(vault, during) {
    await handedOn(vault);
    await vault.signIn('supervisor');
    const place = { table: 'category', row: 'client', measure: 'count' };
    await during(() => vault.as('supervisor').reports.comment({ id: 1, ...place, text: '请核对' }));
    return [`reports.comment ${REPORT}`];
  },
  async 'reports.draw'(vault, during) {
    await compiled(vault);
    await during(() => vault.as('archivist').reports.draw({ id: 1 }));
    return [`reports.read ${REPORT}`];
  },
  async 'reports.save'(vault, during) {
    await vault.as('archivist').customers.create(aCustomer());
    const token = vault.grant('archivist', join(vault.folder, 'report.xlsx'), 'write');
    const asked = { name: 'customer_statistics', period: '2026-02' } as const;
    await during(() => vault.as('archivist').reports.save({ asked, format: 'xlsx', token }));
    return ['reports.export statistics:customer_statistics'];
  },
  async 'reports.checkPaper'(vault, during) {
    await registered(vault);
    const head = await vault.as('auditor').audit.head();
    if (!head) throw new Error('a log without rows');
    await during(() => vault.as('auditor').reports.checkPaper({ code: anchorDigits(head) }));
    return [`reports.check ${REPORT}`];
  },
  async 'reportCopies.register'(vault, during) {
    await releasedReport(vault);
    const two = [...copies, { recipient: '李明', department: '销售部' }];
    await during(() => vault.as('archivist').reportCopies.register({ id: 1, copies: two }));
    return [`reports.register_copy ${REPORT}`, `reports.register_copy ${REPORT}`];
  },
  async 'reportCopies.handOut'(vault, during) {
    await registered(vault);
    await during(() => vault.as('archivist').reportCopies.handOut({ id: 1, copyNo: 1 }));
    return [`reports.hand_out ${REPORT}`];
  },
  async 'reportCopies.takeBack'(vault, during) {
    await registered(vault);
    await during(() => vault.as('archivist').reportCopies.takeBack({ id: 1, copyNo: 1, note: '已阅' }));
    return [`reports.take_back ${REPORT}`];
  },
  async 'reportAmendments.save'(vault, during) {
    await releasedReport(vault);
    await during(async () => {
      const draft = await amendment(vault, false);
      await vault.as('supervisor').reportAmendments.save({ ...draft, submit: true, reportId: 1, items });
    });
    return [`report_amendments.save ${AMENDMENT}`, `report_amendments.submit ${AMENDMENT}`];
  },
  async 'reportAmendments.approve'(vault, during) {
    await amended(vault);
    await vault.signIn('general_manager');
    await during(() => vault.as('general_manager').reportAmendments.approve({ id: 1, version: 1, password }));
    return [`report_amendments.approve ${AMENDMENT}`];
  },
  async 'reportAmendments.refuse'(vault, during) {
    await amended(vault);
    await vault.signIn('general_manager');
    await during(() => vault.as('general_manager').reportAmendments.refuse({ id: 1, version: 1, reason }));
    return [`report_amendments.refuse ${AMENDMENT}`];
  },
  async 'reportAmendments.withdraw'(vault, during) {
    await amended(vault);
    await during(() => vault.as('supervisor').reportAmendments.withdraw({ id: 1, version: 1 }));
    return [`report_amendments.withdraw ${AMENDMENT}`];
  },
  async 'reportAmendments.file'(vault, during) {
    await registered(vault);
    await amendment(vault);
    await vault.as('general_manager').reportAmendments.approve({ id: 1, version: 1, password });
    await during(() => vault.as('archivist').reportAmendments.file({ id: 1, version: 2 }));
    return [
      'reports.keep report:2',
      'reports.revise report:2',
      `reports.call_in ${REPORT}`,
      `reports.supersede ${REPORT}`,
      `report_amendments.file ${AMENDMENT}`,
      ANCHOR,
    ];
  },
  async 'reportDefinitions.save'(vault, during) {
    await during(() => vault.as('archivist').reportDefinitions.save(DEFINITION));
    return ['reports.define report_definition:1'];
  },
  async 'reportDefinitions.share'(vault, during) {
    await vault.as('archivist').reportDefinitions.save(DEFINITION);
    await during(() => vault.as('archivist').reportDefinitions.share({ id: 1, shared: true }));
    return ['reports.define report_definition:1'];
  },
  async 'reportDefinitions.retire'(vault, during) {
    await vault.as('archivist').reportDefinitions.save(DEFINITION);
    await during(() => vault.as('archivist').reportDefinitions.retire({ id: 1 }));
    return ['reports.define report_definition:1'];
  },
};

/** Each row of the log is judged by the rules that it names, by default deny (rules.md Q1). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rights } from '../../../db/features/audit/rights.ts';
import { PROGRAM } from '../../../db/domain/flow.ts';
import { RULES } from '../../../db/domain/permissions.ts';
import { reasonRuleOf } from '../../../db/domain/reasons-of-acts.ts';
import type { Role, Secrecy } from '../../../db/domain/roles.ts';
import type { Guarded } from '../../../db/work/guarded.ts';
import { subjectText } from '../../../db/work/log/subject.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { checksOf, withOwnTool, withoutTriggers } from '../../security/own-tool.ts';
import { BLANK, type Row } from './support.ts';

const SELF = 5;
const PERSON = 50;
const guarded = (secrecy: Secrecy, more: Partial<Guarded> = {}): Guarded => ({
  secrecy,
  secrecyUntil: null,
  responsibleId: null,
  keeperId: null,
  ...more,
});
const OWN = { responsibleId: PERSON };
const AT = Date.UTC(2026, 5, 30, 12);

/** The choices of an act that is never done without a reason. */
function neededOf(action: string): readonly string[] {
  const rule = reasonRuleOf(action);
  return rule?.needed ? rule.choices : [];
}

/** Whether the last of some rows is allowed to somebody with roles; those before come from whoever may. */
class Judge {
  readonly rights = new Rights(new Map([[SELF, PERSON]]));

  made(id: number, is: Guarded): this {
    const row = {
      action: 'customers.create',
      object: `customer:${id}`,
      subject: subjectText({ was: null, is }),
    };
    if (!this.allows(['archivist'], row)) throw new Error('an archivist may file');
    return this;
  }

  allows(roles: readonly Role[], row: Row): boolean {
    const role = [...roles].sort().join('+');
    const whole = { ...BLANK, seq: 1, at: AT, account_id: SELF, role, rules: RULES, ...row };
    return this.rights.allows(whole, { roles, verdict: 'nothing', at: AT });
  }

  /** An act on archive 1 that is `was`, and `is` that afterwards. */
  act(roles: readonly Role[], action: string, was: Guarded, is?: Guarded): boolean {
    const subject = subjectText(is ? { was, is } : { was });
    const [reason = null] = neededOf(action);
    return this.made(1, was).allows(roles, { action, object: 'customer:1', subject, reason });
  }
}

describe('an act on an archive', () => {
  test.each<[Role[], string, Guarded, boolean]>([
    [['requester'], 'customers.read', guarded('normal'), false],
    [['developer'], 'customers.read', guarded('normal', OWN), true],
    [['developer'], 'customers.read', guarded('normal'), false],
    [['developer'], 'customers.read', guarded('top_secret', OWN), false],
    [['developer'], 'customers.read', guarded('top_secret', { keeperId: PERSON }), true],
    [['archivist'], 'customers.read', guarded('secret'), true],
    [['archivist'], 'customers.read', guarded('top_secret'), false],
    [['archivist'], 'customers.read', guarded('top_secret', { secrecyUntil: '2026-06-29' }), true],
    [['archivist'], 'customers.read', guarded('top_secret', { secrecyUntil: '2026-07-01' }), false],
    [['archivist', 'service_manager'], 'customers.read', guarded('top_secret'), true],
    [['archivist'], 'customers.print', guarded('top_secret'), false],
    [['service_manager'], 'customers.edit', guarded('normal'), false],
    [['archivist'], 'customers.burn', guarded('normal'), false],
    [[], 'customers.read', guarded('normal'), false],
  ])('%j %s %j: %s', (roles, action, was, is) => {
    expect(new Judge().act(roles, action, was)).toBe(is);
  });

  test.each<[string, Role, string, Guarded, Guarded, boolean]>([
    ['an edit lowers no class', 'archivist', 'customers.edit', guarded('secret'), guarded('normal'), false],
    [
      'nor its term',
      'archivist',
      'customers.edit',
      guarded('secret'),
      guarded('secret', { secrecyUntil: '2026-12-31' }),
      false,
    ],
    [
      'an edit names people of an open one',
      'archivist',
      'customers.edit',
      guarded('confidential'),
      guarded('confidential', OWN),
      true,
    ],
    [
      'of a 机密 one it does not',
      'archivist',
      'customers.edit',
      guarded('secret'),
      guarded('secret', { keeperId: PERSON }),
      false,
    ],
    [
      '主管 gives classes up to 机密',
      'supervisor',
      'customers.classify',
      guarded('normal'),
      guarded('secret'),
      true,
    ],
    ['and not 绝密', 'supervisor', 'customers.classify', guarded('normal'), guarded('top_secret'), false],
    [
      'nor takes it away',
      'supervisor',
      'customers.classify',
      guarded('top_secret'),
      guarded('normal'),
      false,
    ],
    [
      'a class is given without naming people',
      'service_manager',
      'customers.classify',
      guarded('normal'),
      guarded('secret', OWN),
      false,
    ],
    [
      '经理 names people of a 绝密 one',
      'service_manager',
      'customers.assign',
      guarded('top_secret'),
      guarded('top_secret', OWN),
      true,
    ],
    [
      '主管 does not',
      'supervisor',
      'customers.assign',
      guarded('top_secret'),
      guarded('top_secret', OWN),
      false,
    ],
    [
      'whoever names people leaves the class',
      'service_manager',
      'customers.assign',
      guarded('secret'),
      guarded('normal', OWN),
      false,
    ],
    [
      'a look changes nothing',
      'service_manager',
      'customers.read',
      guarded('secret'),
      guarded('normal'),
      false,
    ],
  ])('%s', (_, role, action, was, is, allowed) => {
    expect(new Judge().act([role], action, was, is)).toBe(allowed);
  });

  test('is asked of the archive as the rows before left it, whatever the row says', () => {
    const judge = new Judge().made(1, guarded('top_secret'));
    const claim = (was: Guarded) => ({
      action: 'customers.edit',
      object: 'customer:1',
      subject: subjectText({ was }),
    });
    expect(judge.allows(['archivist'], claim(guarded('normal')))).toBe(false);
    expect(new Judge().made(1, guarded('normal')).allows(['developer'], claim(guarded('normal', OWN)))).toBe(
      false,
    );
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '[null]',
    '[["normal",null,null]]',
    '[["normal","soon",null,null]]',
    '[["open",null,null,null]]',
  ])('that says %j of it is allowed to nobody', (subject) => {
    const judge = new Judge().made(1, guarded('normal'));
    expect(judge.allows(['archivist'], { action: 'customers.edit', object: 'customer:1', subject })).toBe(
      false,
    );
  });

  test('is about one that there is, and is made once', () => {
    const subject = subjectText({ was: null, is: guarded('normal') });
    const row = (object: string) => ({ action: 'customers.create', object, subject });
    const judge = new Judge().made(1, guarded('normal'));
    expect(judge.allows(['archivist'], row('customer:1'))).toBe(false);
    for (const object of ['customer:0', 'customer:x', 'filing:2'])
      expect(judge.allows(['archivist'], row(object))).toBe(false);
    expect(judge.allows(['requester'], row('customer:2'))).toBe(false);
  });
});

test.each<[string, Role[], Row, boolean]>([
  ['a permission', ['auditor'], { action: 'audit.verify' }, true],
  ['none', ['requester'], { action: 'audit.verify' }, false],
  ['an act that nobody knows', ['system_admin'], { action: 'vault.forget' }, false],
  ['a second vault', ['system_admin'], { action: 'vault.create' }, false],
  ['one’s own sign-in', ['requester'], { action: 'vault.sign_in', object: `account:${SELF}` }, true],
  ['that of another', ['system_admin'], { action: 'vault.sign_in', object: 'account:9' }, false],
  ['the end of another’s session', ['requester'], { action: 'vault.sign_out', object: 'account:9' }, false],
  ['by who manages accounts', ['system_admin'], { action: 'vault.sign_out', object: 'account:9' }, true],
  ['a text that was set aside', ['requester'], { action: 'set_aside.save', object: 'set_aside:1' }, true],
  ['a list that is exported', ['archivist'], { action: 'customers.export', object: 'list' }, true],
  ['by whom it is not', ['developer'], { action: 'customers.export', object: 'list' }, false],
  ['a step of a flow', ['archivist'], { action: 'filings.accept', object: 'filing:1' }, true],
  ['by whom it is not his', ['developer'], { action: 'filings.accept', object: 'filing:1' }, false],
  ['a look at a case', ['supervisor'], { action: 'filings.read', object: 'filing:1' }, true],
  ['by whom it is not', ['auditor'], { action: 'filings.read', object: 'filing:1' }, false],
  ['signatures taken back', ['developer'], { action: 'filings.void', object: 'filing:1' }, true],
  ['a false role', ['requester'], { action: 'audit.verify', role: 'auditor' }, false],
  [
    'a false role with a refusal',
    ['requester'],
    { action: 'audit.verify', role: 'auditor', decision: 'deny' },
    false,
  ],
  ['a refusal', ['requester'], { action: 'audit.verify', decision: 'deny' }, true],
  ['the program', [], { action: 'audit.anchor', role: PROGRAM }, true],
  ['the program beyond its reach', ['system_admin'], { action: 'lists.edit', role: PROGRAM }, false],
  ['an anchor that a person makes', ['system_admin'], { action: 'audit.anchor' }, false],
  ['rules to come', ['auditor'], { action: 'audit.verify', rules: RULES + 1 }, false],
])('%s: %j %j: %s', (_, roles, row, is) => {
  expect(new Judge().allows(roles, row)).toBe(is);
});

test('a row that names no rules is judged as before; after one that does it is made up', () => {
  const judge = new Judge();
  const row = { action: 'vault.forget', rules: null };
  expect(judge.allows(['requester'], row)).toBe(true);
  expect(judge.allows(['auditor'], { action: 'audit.verify' })).toBe(true);
  expect(judge.allows(['requester'], row)).toBe(false);
});

describe('with a tool of one’s own', () => {
  let vault: TestVault;
  let rows: number;
  beforeAll(async () => {
    vault = await openTestVault();
    const archivist = vault.as('archivist');
    await archivist.customers.create(aCustomer({ secrecy: 'top_secret' }));
    await archivist.customers.create(
      aCustomer({ responsibleId: vault.contextOf('archivist').actor.personId }),
    );
    rows = vault.opened.handles.reader.value<number>('select max(seq) from audit') ?? 0;
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  test('an archivist who lowers 绝密 is found, whatever the row says', async () => {
    const subjects = [
      subjectText({ was: guarded('top_secret'), is: guarded('normal') }),
      subjectText({ was: guarded('normal') }),
      null,
    ];
    expect((await checksOf(vault)).filter(({ ok }) => !ok)).toEqual([]);
    await withOwnTool(vault, 'archivist', async ({ db, accountOf, append, signerOf }) => {
      const signer = await signerOf('archivist');
      for (const subject of subjects)
        append(
          { account_id: accountOf('archivist'), action: 'customers.edit', object: 'customer:1', subject },
          signer,
        );
      withoutTriggers(db, () => db.exec("update customer set secrecy = 'normal' where id = 1"));
    });
    const check = (await checksOf(vault)).find(({ name }) => name === 'audit_rights');
    expect(check?.ok).toBe(false);
    expect(check?.detail['first']).toBeGreaterThan(rows);
    // The second goes on from where the first says that it left the archive.
    expect(check?.detail['problems']).toBe(subjects.length - 1);
  });
});

/**
 * Works on a vault in a process of its own and kills itself at a step, as a power cut would.
 * Arguments: what to do, the vault's path, the step (none: every step is printed, a line each).
 */
import { writeSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import * as vault from '../../db/vault/index.ts';
import {
  addAccount,
  aClock,
  CODE,
  committing,
  copyHere,
  PASSWORD,
  populate,
  storeSeq,
  unlockAs,
} from '../db/vault/support.ts';

const NEW_PASSWORD = 'another long password';

const [task = '', path = '', fatal = ''] = process.argv.slice(2);
const cost = vault.FLOOR_COST;

function step(name: string): void {
  if (fatal === '' && task !== 'generations') writeSync(1, `${name}\n`);
  else if (name === fatal) process.kill(process.pid, 'SIGKILL');
}

async function create(): Promise<void> {
  const prepared = await vault.prepareVault();
  const accounts = [{ id: 1, login: 'admin', secret: PASSWORD, oneTime: false }];
  const { vault: opened } = await vault.createVault({
    path,
    prepared,
    accounts,
    cost,
    clock: aClock(),
    step,
    populate(database, creation) {
      populate(database, creation);
      step('populated');
    },
  });
  step('made');
  vault.closeVault(opened);
  step('closed');
}

async function changePassword(login: string, oldPassword: string): Promise<void> {
  const { vault: opened, person } = await unlockAs(login, oldPassword, path);
  const commit = committingStepwise(opened.database);
  await vault.changePassword(opened, person, {
    oldPassword,
    newPassword: NEW_PASSWORD,
    clock: aClock(),
    cost,
    step,
    commit,
  });
  step('changed');
}

async function addThird(): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  const third = { login: 'third', secret: NEW_PASSWORD, oneTime: false };
  using secret = await vault.deriveSecret(third, { cost });
  const account = { id: 3, login: 'third', secret };
  addAccount(opened, account, { step, commit: committingStepwise(opened.database) });
  step('changed');
}

async function renewSheets(): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  const { publicKey } = await vault.makeRecovery(opened.archiveId);
  const commit = ({ keysSeq }: vault.KeysChange) =>
    opened.database.transaction(() => {
      storeSeq(opened.database, keysSeq);
      step('in-transaction');
    })();
  vault.replaceRecovery(opened, publicKey, { step, commit });
  step('changed');
}

function renewKey(opened: vault.Vault): void {
  const draft = vault.draftGeneration(opened);
  copyHere(opened, draft, (done) => step(`copying-${done}`));
  const commit = (database: Database, { keysSeq }: vault.KeysChange) =>
    database.transaction(() => {
      storeSeq(database, keysSeq);
      step('in-transaction');
    })();
  if (!vault.takeGeneration(opened, draft, { commit, step })) throw new Error('not taken');
}

function acknowledge(opened: vault.Vault, text: string): void {
  opened.database.prepare('insert into note(text) values (?)').run(text);
  writeSync(1, `${text}\n`);
}

async function newGeneration(): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  opened.database.prepare("insert into note(text) values ('acknowledged')").run();
  renewKey(opened);
  step('renewed');
}

/** One generation after another, with something written in between. */
async function generations(): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  for (let number = 0; ; number += 1) {
    acknowledge(opened, `${process.pid}-${number}`);
    renewKey(opened);
  }
}

function committingStepwise(database: Database) {
  return committing(database, () => step('in-transaction'));
}

async function hold(): Promise<void> {
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  opened.database.prepare("insert into note(text) values ('acknowledged')").run();
  writeSync(1, 'held\n');
  setInterval(() => opened.database.open, 1000);
}

switch (task) {
  case 'create':
    await create();
    break;
  case 'change-password':
    await changePassword('admin', PASSWORD);
    break;
  case 'replace-code':
    await changePassword('guest', CODE);
    break;
  case 'add-account':
    await addThird();
    break;
  case 'renew-sheets':
    await renewSheets();
    break;
  case 'new-generation':
    await newGeneration();
    break;
  case 'generations':
    await generations();
    break;
  case 'hold':
    await hold();
    break;
  default:
    throw new Error(task);
}

import { join, resolve } from 'node:path';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import {
  STOP,
  type FromWorker,
  type LockReason,
  type ReadMessage,
  type TableMessage,
  type ToWorker,
  type VaultEvent,
} from '../../../db/wire.ts';
import { isAtTheGate, OpenLocks, stopFor } from '../../../electron/main/locking.ts';
import { openLog } from '../../../electron/main/log.ts';
import { startVaultWorker, type VaultWorker } from '../../../electron/main/vault-worker.ts';

const THREAD = resolve(import.meta.dirname, '../support/told-thread.ts');
const folder = mkdtempSync(join(tmpdir(), 'kedang-thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refused = (code: string) => ({ ok: false, error: { code, data: {} } });
const facts = {
  archiveId: 'a',
  fileName: 'a.kda',
  anchorFile: 'a.kda.anchors',
  company: '',
  fonds: '',
  archiveNoPattern: '',
  trial: false,
};
const startRead = (id: number, connection: string): FromWorker => ({
  type: 'start-read',
  id,
  connection,
  request: {
    job: 'audit.verify',
    path: '/a.kda',
    facts,
    key: new Uint8Array(32).fill(7),
    now: 0,
    today: '2026-11-22',
    input: null,
  },
});
const readTable = (id: number): FromWorker => ({
  type: 'read-table',
  id,
  request: { path: `/${id}.csv`, maxRows: 5 },
});
const summary = { kind: 'text', encoding: null, delimiter: null, sheets: [] } as const;

let opened: VaultWorker[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const vault of opened) await vault.shutdown();
  opened = [];
});

/** Main's end of the thread; processes that it starts are kept, to be spoken for by the test. */
function open() {
  const log = join(folder, `${Math.random()}.log`);
  const told: Array<[string | null, VaultEvent]> = [];
  const over: Array<[string, string]> = [];
  const tables: Array<{ entry: string; path: string; say: (message: TableMessage) => void; stops: number }> =
    [];
  const reads: Array<{ entry: string; key: Uint8Array; say: (message: ReadMessage) => void; stops: number }> =
    [];
  const vault = startVaultWorker({
    files: { worker: THREAD, reader: 'reader.js', longReads: 'reads.js' },
    // Copies of one vault are opened in turn, which would witness against each other.
    witnessFolder: null,
    readTable: (entry, { path }, say) => {
      const table = { entry, path, say, stops: 0 };
      tables.push(table);
      return { stop: () => void (table.stops += 1) };
    },
    readLong: (entry, { key }, say) => {
      const read = { entry, key, say, stops: 0 };
      reads.push(read);
      return { stop: () => void (read.stops += 1) };
    },
    log: openLog(log),
    onEvent: (connection, event) => void told.push([connection, event]),
    onSessionOver: (connection, reason) => void over.push([connection, reason]),
  });
  opened.push(vault);
  const ask = (
    path: string,
    input: unknown = null,
    connection = 'one',
    kind: 'query' | 'mutation' = 'mutation',
  ) => vault.call(connection, { kind, path, input });
  return {
    vault,
    told,
    over,
    tables,
    reads,
    ask,
    say: (...messages: FromWorker[]) => ask('vault.say', messages, 'nobody').result.then(() => undefined),
    heard: async (type: ToWorker['type']) => {
      const { result } = ask('vault.heard', null, 'nobody');
      const answer = await result;
      const all = answer.ok ? (answer.data as ToWorker[]) : [];
      return all.filter((message) => message.type === type);
    },
    logged: () => readFileSync(log, 'utf8'),
  };
}

test('a call goes to the thread as it is and comes back under its own number', async () => {
  const { ask, heard } = open();
  const [one, two] = [ask('vault.answer', 1), ask('vault.answer', 2, 'two', 'query')];
  expect(await Promise.all([two.result, one.result])).toEqual([
    { ok: true, data: 2 },
    { ok: true, data: 1 },
  ]);
  expect(two.seq).toBe(one.seq + 1);
  expect(await heard('call')).toMatchObject([
    { seq: one.seq, connection: 'one', kind: 'mutation', path: 'vault.answer', input: 1 },
    { seq: two.seq, connection: 'two', kind: 'query', path: 'vault.answer', input: 2 },
    { path: 'vault.heard' },
  ]);
});

test('what is granted and which windows go is passed on', async () => {
  const { vault, heard } = open();
  vault.grant('one', 'token', '/a.kda', 'write');
  vault.disconnect('one');
  expect(await heard('grant')).toEqual([
    { type: 'grant', connection: 'one', token: 'token', path: '/a.kda', access: 'write' },
  ]);
  expect(await heard('disconnect')).toEqual([{ type: 'disconnect', connection: 'one' }]);
});

/** The bits by which each call of a window is told to stop, by what it was called with. */
async function stopsOf(heard: (type: 'call') => Promise<ToWorker[]>) {
  const calls = await heard('call');
  return calls.flatMap((call) =>
    call.type === 'call' && call.path === 'vault.wait' && call.stop
      ? [[call.connection, call.kind, new Int32Array(call.stop)[0]]]
      : [],
  );
}

test('a question that is cancelled is answered at once, a change by the thread alone', async () => {
  const { vault, ask, heard } = open();
  const question = ask('vault.wait', null, 'one', 'query');
  const change = ask('vault.wait', null, 'one');
  ask('vault.wait', null, 'one');
  for (const { seq } of [question, change, change]) vault.cancel(seq);
  vault.cancel(99);
  expect(await question.result).toEqual(refused('common.cancelled'));
  expect(await stopsOf(heard)).toEqual([
    ['one', 'query', STOP.cancelled],
    ['one', 'mutation', STOP.cancelled],
    ['one', 'mutation', 0],
  ]);
});

test.each<[LockReason, number]>([
  ['asked', STOP.locked],
  ['idle', STOP.locked],
  ['screen', STOP.locked],
  ['suspend', STOP.locked | STOP.cancelled],
  ['closed', STOP.locked | STOP.cancelled],
])(
  'a lock (%s) stops the calls of its window, or of all, and answers their questions',
  async (reason, bits) => {
    for (const connection of ['one', null]) {
      const { vault, ask, heard, told } = open();
      const question = ask('vault.wait', null, 'one', 'query');
      ask('vault.wait', null, 'one');
      ask('vault.wait', null, 'two');
      vault.lock(connection, reason);
      expect(told).toEqual([[connection, { type: 'locked', reason }]]);
      expect(await question.result).toEqual(refused('vault.locked'));
      expect(await stopsOf(heard)).toEqual([
        ['one', 'query', bits],
        ['one', 'mutation', bits],
        ['two', 'mutation', connection === null ? bits : 0],
      ]);
      expect(await heard('lock')).toEqual([{ type: 'lock', connection, reason }]);
    }
  },
);

test('a window that goes takes its calls with it, and no other', async () => {
  const { vault, ask, heard, told } = open();
  const question = ask('vault.wait', null, 'one', 'query');
  ask('vault.wait', null, 'two');
  vault.disconnect('one');
  expect(await question.result).toEqual(refused('vault.locked'));
  expect(await stopsOf(heard)).toEqual([
    ['one', 'query', STOP.locked],
    ['two', 'mutation', 0],
  ]);
  expect(told).toEqual([]);
});

test('what a change came to is told after a lock without anything of the vault', async () => {
  const { vault, ask } = open();
  const done = ask('vault.answer', 'secret');
  const beside = ask('vault.answer', 'shown', 'two');
  vault.lock('one', 'idle');
  expect(await done.result).toEqual(refused('vault.done_then_locked'));
  expect(await beside.result).toEqual({ ok: true, data: 'shown' });
});

test('until a lock is carried out its window hears nothing and may only sign in', async () => {
  const { vault, ask, say, told } = open();
  const event = { type: 'progress', job: 'import', done: 1, total: 2 } as const;
  const events = ['one', 'two', null].map((connection): FromWorker => ({ type: 'event', connection, event }));
  vault.lock('one', 'idle');
  told.length = 0;
  expect(await ask('customers.get').result).toEqual(refused('vault.locked'));
  await say(...events);
  expect(told.map(([connection]) => connection)).toEqual(['two', null]);
  await say({ type: 'lock-done', connection: 'one' });
  told.length = 0;
  await say(...events);
  expect(told).toEqual([
    ['one', event],
    ['two', event],
    [null, event],
  ]);
  vault.lock(null, 'screen');
  told.length = 0;
  expect(await ask('customers.get', null, 'two').result).toEqual(refused('vault.locked'));
  await say(...events);
  expect(told).toEqual([]);
});

test('locks on their way are counted, and one that is not on its way ends none', () => {
  const locks = new OpenLocks();
  locks.end('one');
  locks.begin('one');
  locks.begin('one');
  locks.end('one');
  expect([locks.concern('one'), locks.concern('two'), locks.concern(null)]).toEqual([true, false, false]);
  locks.end('one');
  expect(locks.concern('one')).toBe(false);
  locks.begin(null);
  expect([locks.concern('one'), locks.concern(null)]).toEqual([true, true]);
  locks.clear();
  expect([locks.concern('one'), locks.concern(null)]).toEqual([false, false]);
  expect([stopFor('suspend'), isAtTheGate('vault.unlock'), isAtTheGate('customers.vault.')]).toEqual([
    STOP.locked | STOP.cancelled,
    true,
    false,
  ]);
});

describe('a table', () => {
  test('it is read by the reader, whose messages go on until the last', async () => {
    const { say, tables, heard } = open();
    await say(readTable(1), readTable(2));
    expect(tables).toMatchObject([
      { entry: 'reader.js', path: '/1.csv' },
      { entry: 'reader.js', path: '/2.csv' },
    ]);
    tables[0]?.say({ type: 'rows', rows: [] });
    tables[1]?.say({ type: 'failed', error: { code: 'import.unreadable', data: {} } });
    tables[0]?.say({ type: 'done', summary });
    expect(await heard('table')).toMatchObject([
      { id: 1, message: { type: 'rows' } },
      { id: 2, message: { type: 'failed' } },
      { id: 1, message: { type: 'done' } },
    ]);
  });

  test('its reader is stopped when it is asked for, and not once it is through', async () => {
    const { say, tables, vault } = open();
    await say(readTable(1), readTable(2), readTable(3), readTable(4), { type: 'stop-table', id: 9 });
    tables[0]?.say({ type: 'rows', rows: [] });
    tables[1]?.say({ type: 'done', summary });
    await say(...[1, 1, 2].map((id): FromWorker => ({ type: 'stop-table', id })));
    expect(tables.map(({ stops }) => stops)).toEqual([1, 0, 0, 0]);
    tables[2]?.say({ type: 'rows', rows: [] });
    await vault.shutdown();
    expect(tables.map(({ stops }) => stops)).toEqual([1, 0, 1, 1]);
  });
});

describe('a long read', () => {
  const progress = { type: 'progress', done: 1, total: 2 } as const;
  const done = { type: 'done', result: 5 } as const;

  test('it is made by its process, whose messages go on until the last', async () => {
    const { say, reads, heard } = open();
    await say(startRead(1, 'one'));
    expect(reads).toMatchObject([{ entry: 'reads.js', key: new Uint8Array(32).fill(7) }]);
    reads[0]?.say(progress);
    reads[0]?.say(done);
    expect(await heard('read')).toEqual([
      { type: 'read', id: 1, message: progress },
      { type: 'read', id: 1, message: done },
    ]);
  });

  test('it is stopped when it is asked for, and not once it is through', async () => {
    const { say, reads } = open();
    await say(startRead(1, 'one'), startRead(2, 'one'), { type: 'stop-read', id: 9 });
    reads[0]?.say(progress);
    reads[1]?.say(done);
    await say(...[1, 1, 2].map((id): FromWorker => ({ type: 'stop-read', id })));
    expect(reads.map(({ stops }) => stops)).toEqual([1, 0]);
  });

  test.each<[string, (vault: VaultWorker) => unknown, number[]]>([
    ['a lock of its window', (vault) => vault.lock('one', 'idle'), [1, 0]],
    ['a lock of all', (vault) => vault.lock(null, 'screen'), [1, 1]],
    ['the end of its window', (vault) => vault.disconnect('one'), [1, 0]],
    ['the end of the program', (vault) => vault.shutdown(), [1, 1]],
  ])('%s stops it, once', async (_what, end, stops) => {
    const { say, reads, vault } = open();
    await say(startRead(1, 'one'), startRead(2, 'two'));
    await end(vault);
    vault.disconnect('one');
    expect(reads.map((read) => read.stops)).toEqual(stops);
  });

  test('none is begun for a window that is being locked, and its key is gone', async () => {
    const { say, reads, vault } = open();
    vault.lock('one', 'idle');
    await say(startRead(1, 'one'), startRead(2, 'two'));
    expect(reads).toHaveLength(1);
    await say({ type: 'lock-done', connection: 'one' }, startRead(3, 'one'));
    expect(reads).toHaveLength(2);
  });
});

describe('a session that is over', () => {
  const at = (connection: string, path: string | null, isSignedIn = true): FromWorker => ({
    type: 'at-vault',
    connection,
    path,
    isSignedIn,
  });

  test('it is told once, of who was signed in, however it ends', async () => {
    const { vault, say, over } = open();
    await say(at('one', '/a.kda'), at('two', '/a.kda'), at('gate', '/a.kda', false));
    vault.lock('one', 'idle');
    vault.lock(null, 'screen');
    await say({ type: 'event', connection: 'two', event: { type: 'locked', reason: 'closed' } });
    expect(over).toEqual([
      ['one', 'idle'],
      ['two', 'screen'],
    ]);
    await say(at('one', '/a.kda'), {
      type: 'event',
      connection: 'one',
      event: { type: 'locked', reason: 'closed' },
    });
    expect(over.slice(2)).toEqual([['one', 'closed']]);
  });

  test('a thread that comes in place of another knows which vault each window has', async () => {
    const { vault, ask, say, over } = open();
    await say(at('one', '/a.kda'), at('two', '/b.kda', false), at('left', '/c.kda'), at('left', null));
    await say(at('gone', '/d.kda'));
    vault.disconnect('gone');
    await ask('vault.exit', 1).result;
    expect(over).toContainEqual(['one', 'restarted']);
    const told = await ask('vault.data').result;
    expect(told).toMatchObject({
      data: {
        atVaults: [
          ['one', '/a.kda'],
          ['two', '/b.kda'],
        ],
      },
    });
  });
});

describe('a thread that ends by itself', () => {
  test('one that cannot begin is not begun again and again, and that is said', async () => {
    const { ask, told } = open();
    for (let time = 0; time < 3; time += 1)
      expect(await ask('vault.exit', 1).result).toEqual(refused('vault.restarted'));
    expect(await ask('vault.answer', 1).result).toEqual(refused('vault.cannot_start'));
    expect(told).toEqual([]);
  });

  test('what was under way is lost, every window is locked, and the next call starts another', async () => {
    const { vault, ask, say, told, tables, reads, logged } = open();
    await say(readTable(1), startRead(1, 'one'));
    vault.lock('one', 'idle');
    const lost = [ask('vault.wait'), ask('vault.wait', null, 'two', 'query'), ask('vault.exit', 3)];
    told.length = 0;
    for (const { result } of lost) expect(await result).toEqual(refused('vault.restarted'));
    expect(told).toEqual([[null, { type: 'locked', reason: 'restarted' }]]);
    expect([tables[0]?.stops, reads[0]?.stops]).toEqual([1, 1]);
    expect(logged()).toMatch(/"archive\.worker_exit","code":3/);
    // A lock with no thread behind it is told, and starts none.
    vault.lock('one', 'asked');
    expect(told.at(-1)).toEqual(['one', { type: 'locked', reason: 'asked' }]);
    expect(await ask('vault.answer', 1).result).toEqual({ ok: true, data: 1 });
    expect(await ask('answer', 2).result).toEqual({ ok: true, data: 2 });
    expect(await ask('vault.exit', 0).result).toEqual(refused('vault.restarted'));
    expect([tables[0]?.stops, reads[0]?.stops]).toEqual([1, 1]);
  });

  test('one that has never spoken locks nobody', async () => {
    const { ask, told } = open();
    expect(await ask('vault.exit', 0).result).toEqual(refused('vault.restarted'));
    expect(told).toEqual([]);
    await ask('vault.answer').result;
    expect(await ask('vault.exit', 0).result).toEqual(refused('vault.restarted'));
    expect(told).toHaveLength(1);
    expect(await ask('vault.exit', 0).result).toEqual(refused('vault.restarted'));
    expect(told).toHaveLength(1);
  });

  test('the log tells of an error by its kind and of what was written by its frames alone', async () => {
    const { ask, logged } = open();
    void ask('vault.write', 'RangeError: 张三\n    at run (/secret/zhang/worker.js:3:4)\n');
    expect(await ask('vault.throw', '李四').result).toEqual(refused('vault.restarted'));
    await vi.waitFor(() => expect(logged()).toContain('archive.defect'));
    expect(logged()).toMatch(/archive\.worker_error","error":"TypeError"/);
    expect(logged()).toContain('run@worker.js:3:4');
    expect(logged()).not.toMatch(/张三|李四|zhang/);
  });
});

describe('the end of the program', () => {
  test('it waits until the vault says that it is closed, once, and tells nobody', async () => {
    const { vault, ask, told, logged } = open();
    const waiting = ask('vault.wait');
    await ask('vault.answer').result;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ends = [vault.shutdown(), vault.shutdown()];
    await Promise.all(ends);
    expect(vi.getTimerCount()).toBe(0);
    expect(ends[0]).toBe(ends[1]);
    expect(told).toEqual([]);
    expect(() => logged()).toThrow('ENOENT');
    void waiting;
  });

  test('a vault that does not answer is waited for for fifteen seconds', async () => {
    const { vault, ask } = open();
    void ask('vault.deafen');
    await ask('vault.answer').result;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let isOver = false;
    const end = vault.shutdown().then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(14_999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await end;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('without a thread there is nothing to wait for', async () => {
    const { vault, ask } = open();
    await ask('vault.exit', 0).result;
    await vault.shutdown();
    expect(opened).toContain(vault);
  });
});

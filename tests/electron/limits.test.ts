import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../electron/build.ts';
import { channels } from '../../electron/shell/bridge.ts';
import type { Operation } from '../../electron/shell/bridge.ts';
import { launchOnStandIn } from '../e2e/support/on-stand-in.ts';
import type { StandInApp } from '../e2e/support/on-stand-in.ts';

const userData = mkdtempSync(join(tmpdir(), 'kedang-limits-'));
let app: StandInApp;
let page: Page;

const about: Operation = { id: 1, target: 'shell', kind: 'query', path: 'about', input: null };
const ask = (operation: Operation): Promise<unknown> =>
  page.evaluate((it) => window.kedang.request(it), operation);
const refused = { ok: false, error: { code: 'shell.sender_refused', data: {} } };

beforeAll(async () => {
  await ensureBuilt();
  app = await launchOnStandIn({ userData });
  page = app.page;
}, 600_000);

afterAll(async () => {
  await app.close();
  rmSync(userData, { recursive: true, force: true });
});

/** What the page's policy refuses while `action`, a statement about `host`, runs in the page. */
function violationsOf(action: string): Promise<string[]> {
  return page.evaluate<string[]>(`(async () => {
    const seen = [];
    const listen = (event) => seen.push(event.effectiveDirective);
    addEventListener('securitypolicyviolation', listen);
    const first = new Promise((resolve) => addEventListener('securitypolicyviolation', resolve, { once: true }));
    const host = document.createElement('div');
    document.body.append(host);
    ${action};
    await first;
    removeEventListener('securitypolicyviolation', listen);
    host.remove();
    return seen;
  })()`);
}

describe('a window of the program', () => {
  test('asks for a sandbox, an isolated context and no Node', () => {
    expect(app.limits[0]).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
  });

  test('has the bridge, frozen, and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.kedang).sort(),
      frozen: Object.isFrozen(window.kedang),
      node: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }));
    expect(seen).toEqual({ bridge: ['cancel', 'drop', 'onEvent', 'request'], frozen: true, node: [] });
  });

  test('stays on its page when a script or a link leads elsewhere', async () => {
    const before = page.url();
    await page.evaluate(() => {
      window.location.href = 'https://elsewhere.example/';
    });
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'file:///etc/passwd';
      document.body.append(link);
      link.click();
      link.remove();
    });
    expect(await ask(about)).toMatchObject({ ok: true });
    expect(page.url()).toBe(before);
  });

  test('opens no other window', async () => {
    const pages = page.context().pages().length;
    await page.evaluate(() => {
      window.open('https://elsewhere.example/');
      window.open('about:blank', 'named', 'popup');
    });
    await expect.poll(() => page.context().pages().length).toBe(pages);
  });

  test.each(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'])(
    'is denied %s',
    async (name) => {
      const state = await page.evaluate(
        async (permission) =>
          (await navigator.permissions.query({ name: permission as PermissionName })).state,
        name,
      );
      expect(state).toBe('denied');
    },
  );
});

describe('the policy of the page', () => {
  test.each([
    ['a script written into the page', "host.innerHTML = '<img src=x onerror=1>'", 'script-src-attr'],
    [
      'a script element',
      "const s = document.createElement('script'); s.textContent = '1'; host.append(s)",
      'script-src-elem',
    ],
    [
      'a script from elsewhere',
      "const s = document.createElement('script'); s.src = 'https://x.example/'; host.append(s)",
      'script-src-elem',
    ],
    ['a picture from elsewhere', "host.innerHTML = '<img src=https://x.example/a.png>'", 'img-src'],
    ['a frame from elsewhere', "host.innerHTML = '<iframe src=https://x.example/></iframe>'", 'frame-src'],
    ['fetching', "fetch('https://x.example/').catch(() => 0)", 'connect-src'],
    ['a socket', "try { new WebSocket('wss://x.example/') } catch {}", 'connect-src'],
    [
      'a form sent elsewhere',
      "const f = document.createElement('form'); f.action = 'https://x.example/'; host.append(f); f.submit()",
      'form-action',
    ],
    [
      'another base',
      "const b = document.createElement('base'); b.href = 'https://x.example/'; document.head.append(b); b.remove()",
      'base-uri',
    ],
  ])('refuses %s', async (_what, action, directive) => {
    expect(await violationsOf(action)).toContain(directive);
  });
});

describe('the bridge', () => {
  test('answers the main frame of our own page', async () => {
    expect(await ask(about)).toMatchObject({
      ok: true,
      data: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    });
  });

  test('answers our own main frame as these tests speak for it: what is refused below is one thing each', async () => {
    const sender = { origin: 'app://kedang', frame: 'own' } as const;
    expect(await app.invokeAs(sender, channels.request, about)).toMatchObject({ ok: true });
  });

  test.each([
    ['another origin', { origin: 'https://kedang.example', frame: 'own' }],
    ['an origin that begins like ours', { origin: 'app://kedang.evil', frame: 'own' }],
    ['a file', { origin: 'file://', frame: 'own' }],
    ['a frame within our page', { origin: 'app://kedang', frame: 'inner' }],
    ['another main frame of our origin', { origin: 'app://kedang', frame: 'other' }],
  ] as const)('refuses %s', async (_who, sender) => {
    expect(await app.invokeAs(sender, channels.request, about)).toEqual(refused);
  });

  test.each([
    ['an unknown target', { ...about, target: 'system' }],
    ['an unknown kind', { ...about, kind: 'subscription' }],
    ['something added', { ...about, connection: 'window-2' }],
    ['no object', 'about'],
  ])('refuses %s', async (_what, operation) => {
    const answer = await page.evaluate(
      (it) => Reflect.apply(window.kedang.request, undefined, [it]),
      operation,
    );
    expect(answer).toEqual({ ok: false, error: { code: 'common.invalid_input', data: {} } });
  });

  test('knows no path: a token that was not given stands for nothing', async () => {
    const token = 'a'.repeat(32);
    const answer = await ask({
      id: 2,
      target: 'shell',
      kind: 'mutation',
      path: 'openSaved',
      input: { token },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'common.file_not_granted' } });
    const path = await ask({
      id: 3,
      target: 'shell',
      kind: 'mutation',
      path: 'openSaved',
      input: { token: '/etc/passwd' },
    });
    expect(path).toMatchObject({ ok: false, error: { code: 'common.invalid_input' } });
  });

  test('does not lend procedures that are not there', async () => {
    const answer = await ask({ ...about, path: '__proto__.constructor' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'shell.unknown_call' } });
  });
});

describe('printing', () => {
  test('happens in a hidden window with the same limits and no bridge', async () => {
    const html = '<script>document.title = "run"</script><p id="form">客户档案卡</p>';
    const printing = ask({
      ...about,
      kind: 'mutation',
      path: 'printHtml',
      input: { slices: [html], title: '卡' },
    });
    const paper = await app.printed();
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await printing).toEqual({ ok: true, data: { printed: true } });
    expect(app.limits.at(-1)).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      partition: 'printing',
    });
    expect(app.limits.at(-1)).not.toHaveProperty('preload');
  });
});

describe('a second start', () => {
  test('ends at once while the first one runs', async () => {
    await expect(launchOnStandIn({ userData })).rejects.toThrow('ended before it showed a window');
    expect(await ask(about)).toMatchObject({ ok: true });
  });
});

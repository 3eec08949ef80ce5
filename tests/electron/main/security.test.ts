import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  isOwnMainFrame,
  limitSession,
  setupContentsLimits,
  setupNoNetwork,
  type Sender,
} from '../../../electron/main/security.ts';
import { app, Contents, Session, type Frame } from '../support/electron.ts';

/** Electron hands over whole objects of its own; the checks see the parts that the test fills. */
const asSender = (sender: Contents, senderFrame: Frame | null) =>
  ({ sender, senderFrame }) as Partial<Record<keyof Sender, unknown>> as Sender;

describe('who is answered', () => {
  const contents = new Contents();
  const own = contents.mainFrame;
  test('the main frame of contents that show our page', () => {
    expect(isOwnMainFrame(asSender(contents, own))).toBe(true);
    expect(isOwnMainFrame(asSender(contents, { ...own }))).toBe(true);
  });

  // Each differs from the one above in one thing alone.
  test.each<[string, Frame | null]>([
    ['a frame that is gone', null],
    ['a frame within a page', { ...own, parent: own }],
    ['the main frame of other contents', { ...own, frameTreeNodeId: own.frameTreeNodeId + 1 }],
    ['a page from elsewhere', { ...own, origin: 'https://kedang' }],
    ['another host of our scheme', { ...own, origin: 'app://kedang.evil' }],
    ['the same name before another', { ...own, origin: 'app://kedang@evil' }],
    ['a file', { ...own, origin: 'file://' }],
    ['a page without an origin', { ...own, origin: 'null' }],
    ['a page with none said', { ...own, origin: '' }],
  ])('not %s', (_who, frame) => {
    expect(isOwnMainFrame(asSender(contents, frame))).toBe(false);
  });
});

describe('contents', () => {
  const contents = new Contents();
  beforeAll(() => {
    setupContentsLimits();
    app.emit('web-contents-created', {}, contents);
  });

  test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])(
    'are kept from what %s says',
    (event) => {
      const preventDefault = vi.fn<() => void>();
      contents.emit(event, { preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );

  test('open no window', () => {
    expect(Reflect.apply(contents.opensWindows as () => unknown, undefined, [])).toEqual({ action: 'deny' });
  });
});

describe('a session', () => {
  const limited = new Session();
  beforeAll(() => void Reflect.apply(limitSession, undefined, [limited]));
  const decide = (what: string, ...args: unknown[]) => limited.decisions.get(what)?.(...args);

  test('is granted no permission and no device', () => {
    const allow = vi.fn<(allowed: boolean) => void>();
    decide('permission', new Contents(), 'clipboard-read', allow);
    expect(allow.mock.calls).toEqual([[false]]);
    expect(decide('check', null, 'midi')).toBe(false);
    expect(decide('device', { deviceType: 'usb' })).toBe(false);
  });

  test.each([
    ['app://kedang/assets/a.js', false],
    ['data:image/png;base64,AA==', false],
    ['blob:app://kedang/1', false],
    ['http://kedang/', true],
    ['https://kedang/', true],
    ['ws://kedang/', true],
    ['wss://kedang/', true],
    ['ftp://kedang/', true],
    ['file:///etc/passwd', true],
    ['application://kedang/', true],
    ['devtools://devtools/', true],
  ])('asks for %s in vain: %s', (url, cancel) => {
    const answer = vi.fn<(decision: object) => void>();
    decide('request', { url }, answer);
    expect(answer.mock.calls).toEqual([[{ cancel }]]);
  });

  test('saves nothing by itself', () => {
    const preventDefault = vi.fn<() => void>();
    limited.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

test('no name is looked up and no page finds its own address', () => {
  setupNoNetwork();
  expect(app.switches).toEqual([
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
    ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ]);
});

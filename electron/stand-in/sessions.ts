import type { BrowserContext, Page, Request as BrowserRequest, Route } from 'playwright';
import type { Session } from 'electron';
import { fromBrowser } from './address.ts';
import { Events } from './events.ts';
import { lacking } from './lacking.ts';

type ProtocolHandler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>;
type BeforeRequest = NonNullable<Parameters<Electron.WebRequest['onBeforeRequest']>[0]>;

/** Permissions that a page can ask for: as Electron names them, as the web does. */
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management'],
] as const;

interface Rules {
  readonly handlers: Map<string, ProtocolHandler>;
  readonly events: Events;
  beforeRequest?: BeforeRequest | null;
  permissionCheck?: Parameters<Session['setPermissionCheckHandler']>[0];
}

const rulesOf = new WeakMap<Session, Rules>();
const partitions = new Map<string, Session>();

function createSession(): Session {
  const rules: Rules = { handlers: new Map(), events: new Events() };
  const created: Session = lacking<Session>('session', {
    on: (event: string, listener: (...args: never[]) => void) => {
      rules.events.on(event, listener);
      return created;
    },
    protocol: lacking<Electron.Protocol>('session.protocol', {
      handle: (scheme, handler) => void rules.handlers.set(scheme, handler),
    }),
    webRequest: lacking<Electron.WebRequest>('session.webRequest', {
      onBeforeRequest: (...args: unknown[]) => {
        const handler = args.at(-1);
        if (isBeforeRequest(handler)) rules.beforeRequest = handler;
      },
    }),
    /** Playwright grants nothing by itself, so that requests are answered as the check is. */
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: (handler) => {
      rules.permissionCheck = handler;
    },
    /** Serial, HID and USB choosers never appear under automation. */
    setDevicePermissionHandler: () => undefined,
  });
  rulesOf.set(created, rules);
  return created;
}

function isBeforeRequest(value: unknown): value is BeforeRequest {
  return typeof value === 'function';
}

export const defaultSession = createSession();

export function fromPartition(partition: string): Session {
  const known = partitions.get(partition) ?? createSession();
  partitions.set(partition, known);
  return known;
}

/** What a window adds: whether a page's own navigation may go on. */
export type MayNavigate = (url: string) => boolean;

/** Makes a page live by the rules of a session. */
export async function applySession(session: Session, page: Page, mayNavigate: MayNavigate): Promise<void> {
  const rules = rulesOf.get(session);
  if (!rules) throw new Error('unknown session');
  await page.route('**/*', (route) => answer(route, rules, mayNavigate));
  page.on('download', (download) => {
    if (rules.events.emitPreventable('will-download')) void download.cancel();
  });
}

async function answer(route: Route, rules: Rules, mayNavigate: MayNavigate): Promise<void> {
  const request = route.request();
  const url = fromBrowser(request.url());
  if (request.isNavigationRequest() && isMainFrame(request) && !mayNavigate(url))
    return route.abort('aborted');
  if (!(await mayRequest(url, rules))) return route.abort('blockedbyclient');
  const handler = rules.handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return route.continue();
  const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
  const headers = Object.fromEntries(response.headers);
  await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
}

/** What the program itself answers a page of a session for an address; undefined where that is not its own. */
export async function fetchFrom(session: Session, url: string): Promise<GlobalResponse | undefined> {
  const handler = rulesOf.get(session)?.handlers.get(new URL(url).protocol.slice(0, -1));
  return handler?.(new Request(url));
}

function isMainFrame(request: BrowserRequest): boolean {
  return request.frame().parentFrame() === null;
}

function mayRequest(url: string, { beforeRequest }: Rules): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  if (!beforeRequest) return Promise.resolve(true);
  const details = lacking<Electron.OnBeforeRequestListenerDetails>('onBeforeRequest.details', { url });
  beforeRequest(details, ({ cancel }) => resolve(!cancel));
  return promise;
}

/** Denies what the program's permission check denies; a handler that allows is no part of the stand-in. */
export async function applyPermissions(session: Session, context: BrowserContext, page: Page): Promise<void> {
  const check = rulesOf.get(session)?.permissionCheck;
  const details = lacking<Electron.PermissionCheckHandlerHandlerDetails>('permission details', {});
  // Kept for as long as the page lives: what a session has set ends with it.
  const devtools = await context.newCDPSession(page);
  for (const [permission, name] of permissions) {
    const allowed = check?.(null, permission, '', details) ?? true;
    if (allowed) throw new Error('the stand-in lacks granting permissions');
    await devtools.send('Browser.setPermission', { permission: { name }, setting: 'denied' });
  }
}

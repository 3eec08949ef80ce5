/**
 * Stands where main imports `electron`: what the program asks of Electron is kept for a test to see, and a page is
 * loaded through the protocol that the program serves its session by. Nothing of the program itself is replaced.
 */
import { EventEmitter } from 'node:events';

type Handler = (...args: unknown[]) => unknown;

class Ipc {
  readonly handlers = new Map<string, Handler>();
  readonly listeners = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }

  on(channel: string, listener: Handler): void {
    this.listeners.set(channel, listener);
  }
}
export const ipcMain = new Ipc();

class App extends EventEmitter {
  readonly switches: Array<[name: string, value: string | undefined]> = [];
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => this.switches.push([name, value]),
  };
}
export const app = new App();

/** A session: the decisions that the program made about it, each to be asked by a test. */
export class Session extends EventEmitter {
  readonly decisions = new Map<string, Handler>();
  readonly served = new Map<string, (request: { method: string; url: string }) => Promise<Response>>();
  readonly protocol = {
    handle: (scheme: string, answer: (request: { method: string; url: string }) => Promise<Response>) =>
      this.served.set(scheme, answer),
  };
  readonly webRequest = { onBeforeRequest: (handler: Handler) => this.decisions.set('request', handler) };

  setPermissionRequestHandler(handler: Handler): void {
    this.decisions.set('permission', handler);
  }

  setPermissionCheckHandler(handler: Handler): void {
    this.decisions.set('check', handler);
  }

  setDevicePermissionHandler(handler: Handler): void {
    this.decisions.set('device', handler);
  }

  /** What a page of this session is given for an address. */
  async fetch(url: string): Promise<Response> {
    return this.served.get(new URL(url).protocol.slice(0, -1))?.({ method: 'GET', url }) ?? Response.error();
  }
}

const sessions = new Map<string, Session>();
export const session = {
  fromPartition(name: string): Session {
    const found = sessions.get(name) ?? new Session();
    sessions.set(name, found);
    return found;
  },
};

let lastId = 0;

export interface Frame {
  readonly parent: Frame | null;
  readonly origin: string;
  readonly frameTreeNodeId: number;
}

export class Contents extends EventEmitter {
  readonly id = (lastId += 1);
  mainFrame: Frame = { parent: null, origin: 'app://kedang', frameTreeNodeId: 100 + this.id };
  readonly sent: unknown[][] = [];
  readonly scripts: unknown[] = [];
  html = '';
  opensWindows: unknown;

  send(...message: unknown[]): void {
    this.sent.push(message);
  }

  setWindowOpenHandler(handler: Handler): void {
    this.opensWindows = handler;
  }

  async executeJavaScriptInIsolatedWorld(world: number, scripts: unknown[]): Promise<void> {
    this.scripts.push([world, scripts]);
  }

  /** What is printed, with how it was asked for: tests read both. */
  async printToPDF(options: unknown): Promise<Uint8Array> {
    return Buffer.from(JSON.stringify({ html: this.html, options }));
  }

  print(options: unknown, done: (success: boolean, reason: string) => void): void {
    const [success, reason] = BrowserWindow.printer({ html: this.html, options });
    done(success, reason);
  }
}

interface WindowOptions {
  readonly webPreferences?: { readonly partition?: string };
}

export class BrowserWindow extends EventEmitter {
  /** Every window that was made, oldest first. */
  static readonly made: BrowserWindow[] = [];
  /** What the printer says of a job: whether it was printed, and why not. */
  static printer: (job: { html: string; options: unknown }) => [boolean, string] = () => [true, ''];
  readonly webContents = new Contents();
  readonly options: WindowOptions;
  isDestroyed = false;
  /** The address that was loaded, while it was there. */
  address = '';

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    BrowserWindow.made.push(this);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return null;
  }

  async loadURL(url: string): Promise<void> {
    this.address = url;
    const { partition } = this.options.webPreferences ?? {};
    if (partition === undefined) return;
    const response = await session.fromPartition(partition).fetch(url);
    if (!response.ok) throw new Error(`ERR_FAILED ${response.status}`);
    this.webContents.html = await response.text();
  }

  maximize(): void {}

  destroy(): void {
    this.isDestroyed = true;
  }
}

export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) };
export const protocol = { registerSchemesAsPrivileged: (): void => {} };

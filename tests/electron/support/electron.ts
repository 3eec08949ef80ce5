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
  /** What the program did with itself: `quit`, `exit 0`. */
  readonly ended: string[] = [];
  readonly isPackaged = true;
  metrics: Array<{ pid: number; memory: { workingSetSize: number } }> = [];
  readonly switches: Array<[name: string, value: string | undefined]> = [];
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => this.switches.push([name, value]),
  };

  /** How far a start has come. */
  readonly begun: string[] = [];

  setName(): void {}

  enableSandbox(): void {}

  requestSingleInstanceLock(): boolean {
    this.begun.push('instance');
    return true;
  }

  async whenReady(): Promise<void> {
    this.begun.push('ready');
  }

  quit(): void {
    this.ended.push('quit');
  }

  exit(code: number): void {
    this.ended.push(`exit ${code}`);
  }

  getVersion(): string {
    return '1.2.3';
  }

  getAppMetrics(): App['metrics'] {
    return this.metrics;
  }
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

  /** Where it is, and how often the way back was cut off. */
  url = '';
  cleared = 0;
  readonly navigationHistory = { clear: () => void (this.cleared += 1) };

  getURL(): string {
    return this.url;
  }

  getUserAgent(): string {
    return 'Mozilla/5.0 (X11) Kedang/1.2.3 Chrome/140.0.1 Electron/45.4.1 Safari/537.36';
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
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
}

export class BrowserWindow extends EventEmitter {
  /** Every window that was made, oldest first. */
  static readonly made: BrowserWindow[] = [];
  /** What the printer says of a job: whether it was printed, and why not. */
  static printer: (job: { html: string; options: unknown }) => [boolean, string] = () => [true, ''];
  readonly webContents = new Contents();
  readonly options: WindowOptions;
  isDestroyed = false;
  /** What was done with it, oldest first: `maximize`, `restore`, `focus`. */
  readonly done: string[] = [];
  minimized = false;
  static focused: BrowserWindow | null = null;
  /** The address that was loaded, while it was there. */
  address = '';

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    BrowserWindow.made.push(this);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }

  async loadURL(url: string): Promise<void> {
    this.address = url;
    this.done.push('load');
    const { partition } = this.options.webPreferences ?? {};
    if (partition === undefined) return;
    const response = await session.fromPartition(partition).fetch(url);
    if (!response.ok) throw new Error(`ERR_FAILED ${response.status}`);
    this.webContents.html = await response.text();
  }

  maximize(): void {
    this.done.push('maximize');
  }

  restore(): void {
    this.done.push('restore');
  }

  focus(): void {
    this.done.push('focus');
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return this.done.includes('maximize');
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    const { x = 0, y = 0, width = 0, height = 0 } = this.options;
    return { x, y, width, height };
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { workArea: { x: 0, y: 0, width: 1920, height: 1080 }, getDisplayMatching };
function getDisplayMatching(): { workArea: { x: number; y: number; width: number; height: number } } {
  return { workArea: screen.workArea };
}
export const schemes: unknown[] = [];
export const protocol = {
  registerSchemesAsPrivileged: (asked: readonly unknown[]): void => void schemes.push(...asked),
};
export const powerMonitor = new EventEmitter();

/** A process of Electron's own kind that a test speaks for. */
export class Utility extends EventEmitter {
  static readonly made: Utility[] = [];
  readonly pid = 1000 + (lastId += 1);
  readonly posted: unknown[] = [];
  kills = 0;
  readonly entry: string;
  readonly options: object;

  constructor(entry: string, options: object) {
    super();
    this.entry = entry;
    this.options = options;
    Utility.made.push(this);
  }

  /** Cloned, as it is on its way to another process. */
  postMessage(message: unknown): void {
    this.posted.push(structuredClone(message));
  }

  kill(): void {
    this.kills += 1;
  }
}
export const utilityProcess = {
  fork: (entry: string, _args: readonly string[], options: object) => new Utility(entry, options),
};

/** The system's dialogs: what the next one is answered with, and what was asked of it. */
export const dialogs = {
  asked: [] as Array<{ kind: 'open' | 'save'; window: unknown; options: object }>,
  path: '' as string | null,
  /** What comes while the dialog is open. */
  meanwhile: () => undefined as unknown,
  /** Titles and texts of boxes that say what went wrong. */
  errors: [] as string[],
};
export const dialog = {
  showErrorBox: (title: string, content: string) => void dialogs.errors.push(`${title} ${content}`),
  showSaveDialog: async (window: unknown, options: object) => {
    dialogs.asked.push({ kind: 'save', window, options });
    dialogs.meanwhile();
    return { canceled: dialogs.path === null, filePath: dialogs.path ?? '/turned/back' };
  },
  showOpenDialog: async (window: unknown, options: object) => {
    dialogs.asked.push({ kind: 'open', window, options });
    dialogs.meanwhile();
    return {
      canceled: dialogs.path === null,
      filePaths: dialogs.path === '' ? [] : [dialogs.path ?? '/turned/back'],
    };
  },
};

/** Files handed to the system; `refusal` is what it says of one that it cannot open. */
export const shown = { opened: [] as string[], inFolder: [] as string[], refusal: '' };
export const shell = {
  openPath: async (path: string) => {
    shown.opened.push(path);
    return shown.refusal;
  },
  showItemInFolder: (path: string) => void shown.inFolder.push(path),
};

/** A key store that a test can take away. */
export const keyStore = { isThere: true };
export const safeStorage = {
  isEncryptionAvailable: () => keyStore.isThere,
  encryptString: (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
  decryptString: (sealed: Buffer) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
};

/** Menus that were opened over a window: what they had, and where. */
export const popups: Array<{ items: unknown; options: unknown }> = [];
export const Menu = {
  current: null as unknown,
  buildFromTemplate: (items: object) =>
    Object.assign(items, { popup: (options: unknown) => void popups.push({ items, options }) }),
  setApplicationMenu: (menu: unknown) => {
    Menu.current = menu;
  },
};

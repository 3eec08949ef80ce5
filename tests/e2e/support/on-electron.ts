import { join } from 'node:path';
import { _electron } from 'playwright';
import type { ElectronApplication } from 'playwright';
import { environment, type App, type LaunchOptions } from './app.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Real Electron; only the system's own dialogs, printer and other programs are answered for. */
export async function launchOnElectron(executablePath: string, options: LaunchOptions): Promise<App> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath,
    args: [...asRoot, `--user-data-dir=${options.userData}`, root],
    env: { ...environment(options), LANG: 'zh_CN.UTF-8' },
  });
  await electron.evaluate(answerForSystem);
  return {
    engine: 'electron',
    page: await electron.firstWindow(),
    answerDialog: (paths) => call(electron, 'dialogs', 'put', paths).then(() => undefined),
    printed: async () => Buffer.from(String(await call(electron, 'prints', 'take')), 'base64'),
    opened: async () => String(await call(electron, 'opened', 'take')),
    power: (event) => electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
    close: () => electron.close(),
    kill: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      electron.process().once('exit', () => resolve());
      electron.process().kill('SIGKILL');
      await promise;
    },
  };
}

type Box = 'dialogs' | 'prints' | 'opened';

function call(
  electron: ElectronApplication,
  box: Box,
  verb: 'put' | 'take',
  value?: unknown,
): Promise<unknown> {
  return electron.evaluate(
    (_module, [name, action, given]) =>
      Reflect.apply(Reflect.get(Reflect.get(globalThis, name), action), undefined, [given]),
    [box, verb, value] as const,
  );
}

/** Runs inside the main process, so it stands alone: three boxes of values, and the parts that use them. */
function answerForSystem({ app, dialog, shell }: typeof Electron.CrossProcessExports): void {
  const makeBox = (): { put(value: unknown): void; take(): Promise<unknown> } => {
    const arrived: unknown[] = [];
    const waiting: Array<(value: unknown) => void> = [];
    return {
      put: (value) => {
        const next = waiting.shift();
        if (next) next(value);
        else arrived.push(value);
      },
      take: () =>
        arrived.length > 0
          ? Promise.resolve(arrived.shift())
          : new Promise((resolve) => waiting.push(resolve)),
    };
  };
  const dialogs = makeBox();
  const prints = makeBox();
  const opened = makeBox();
  Object.assign(globalThis, { dialogs, prints, opened });

  const nextPaths = async (): Promise<string[] | null> => {
    const paths = await dialogs.take();
    return Array.isArray(paths) ? paths.map(String) : null;
  };
  dialog.showOpenDialog = async () => {
    const paths = await nextPaths();
    return { canceled: paths === null, filePaths: paths ?? [] };
  };
  dialog.showSaveDialog = async () => {
    const paths = await nextPaths();
    return { canceled: paths === null, filePath: paths?.[0] ?? '' };
  };
  shell.openPath = (path) => {
    opened.put(path);
    return Promise.resolve('');
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.print = async (_options, callback) => {
      const pdf = await contents.printToPDF({ preferCSSPageSize: true, printBackground: true });
      prints.put(pdf.toString('base64'));
      callback?.(true, '');
    };
  });
}

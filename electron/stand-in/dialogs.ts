import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import en from '../../resources/locales/en/desktop.json' with { type: 'json' };
import zh from '../../resources/locales/zh-CN/desktop.json' with { type: 'json' };
import { app } from './application.ts';
import { onControl } from './control.ts';
import { drawPicker } from './dialog-page.ts';
import type { PickerStep } from './dialog-page.ts';
import { headless } from './flags.ts';
import { lacking } from './lacking.ts';
import { pageOf } from './windows.ts';

type Answer = readonly string[] | null;
type Kind = 'open' | 'folder' | 'save';

interface Asked {
  readonly title?: string;
  readonly filters?: readonly FileFilter[];
  readonly defaultPath?: string;
  readonly properties?: readonly string[];
}

const answers: Answer[] = [];
const waiting: Array<(answer: Answer) => void> = [];
let lastFolder = homedir();

/** Answers given by a test wait for their dialog, and a dialog waits for its answer. */
export function setupDialogs(): void {
  onControl('answer-dialog', ({ paths }) => {
    const next = waiting.shift();
    if (next) next(paths);
    else answers.push(paths);
  });
}

function scripted(): Promise<Answer> {
  const ready = answers.shift();
  return ready === undefined ? new Promise((answer) => waiting.push(answer)) : Promise.resolve(ready);
}

export const dialog: Dialog = lacking<Dialog>('dialog', {
  showErrorBox: (title, content) => void process.stderr.write(`${title}: ${content}\n`),
  showOpenDialog: async (...args: unknown[]) => {
    const { window, asked } = argumentsOf(args);
    const kind = asked.properties?.includes('openDirectory') ? 'folder' : 'open';
    const paths = headless ? await scripted() : await pick(window, kind, asked);
    return { canceled: paths === null, filePaths: [...(paths ?? [])] };
  },
  showSaveDialog: async (...args: unknown[]) => {
    const { window, asked } = argumentsOf(args);
    const paths = headless ? await scripted() : await pick(window, 'save', asked);
    return { canceled: paths === null, filePath: paths?.[0] ?? '' };
  },
});

function argumentsOf(args: readonly unknown[]): { window: BrowserWindow; asked: Asked } {
  const [window, asked] = args;
  if (args.length !== 2) throw new Error('the stand-in lacks dialogs without a window');
  return { window: window as BrowserWindow, asked: asked as Asked };
}

/** Draws folder after folder over the window until the person has chosen. */
async function pick(window: BrowserWindow, kind: Kind, asked: Asked): Promise<Answer> {
  const page = await pageOf(window);
  const words = app.getLocale().startsWith('en') ? en : zh;
  const ask = (step: Partial<PickerStep>): ReturnType<typeof drawPicker> =>
    page.evaluate(drawPicker, {
      title: asked.title ?? '',
      folder: lastFolder,
      entries: listFolder(lastFolder, kind, asked.filters ?? []),
      name: kind === 'save' ? basename(asked.defaultPath ?? '') : null,
      warning: '',
      words: {
        confirm: { save: words['picker.save'], folder: words['picker.choose'], open: '' }[kind],
        cancel: words['picker.cancel'],
        up: words['picker.up'],
        name: words['picker.name'],
        empty: words['picker.empty'],
      },
      ...step,
    });

  let name: string | undefined;
  let warning = '';
  for (;;) {
    const answer = await ask({ warning, ...(name === undefined ? {} : { name }) });
    if (answer.type === 'cancel') return null;
    if (answer.type === 'confirm' && kind === 'open') continue;
    if (answer.name !== undefined) name = answer.name;
    const path = resolve(lastFolder, answer.type === 'enter' ? answer.entry : (answer.name ?? ''));
    if (answer.type === 'enter' && isFolder(path)) {
      lastFolder = path;
      warning = '';
    } else if (kind !== 'save') return [path];
    else if (existsSync(path) && warning === '') warning = words['picker.replace'];
    else return [path];
  }
}

function listFolder(folder: string, kind: Kind, filters: readonly FileFilter[]): PickerStep['entries'] {
  const extensions = filters.flatMap((filter) => filter.extensions);
  const fits = (name: string): boolean =>
    extensions.length === 0 || extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`));
  const entries = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name, folder: isFolder(join(folder, name)) }))
    .filter((entry) => entry.folder || (kind !== 'folder' && fits(entry.name)))
    .sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, 'zh'));
  return dirname(folder) === folder ? entries : [{ name: '..', folder: true }, ...entries];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

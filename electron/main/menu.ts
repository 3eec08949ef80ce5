import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellCommand } from '../shell/bridge.ts';
import type { Words } from './words.ts';

/** Menus in the person's language; every command goes to the screen in front, which knows whether it applies. */
export function setMenu(
  words: Words,
  send: (command: ShellCommand) => void,
  platform: NodeJS.Platform,
): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, send, platform)));
}

export function menuTemplate(
  words: Words,
  send: (command: ShellCommand) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const command = (name: ShellCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => send(name),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const own: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return [
    ...own,
    {
      label: words['menu.archive'],
      submenu: [
        command('new', words['menu.new'], 'CmdOrCtrl+N'),
        command('open', words['menu.open'], 'CmdOrCtrl+O'),
        command('import', words['menu.import']),
        separator,
        command('save', words['menu.save'], 'CmdOrCtrl+S'),
        command('print', words['menu.print'], 'CmdOrCtrl+P'),
        separator,
        command('lock', words['menu.lock'], 'CmdOrCtrl+L'),
        { role: 'quit', label: words['menu.quit'] },
      ],
    },
    {
      label: words['menu.edit'],
      submenu: [
        { role: 'undo', label: words['menu.undo'] },
        { role: 'redo', label: words['menu.redo'] },
        separator,
        { role: 'cut', label: words['menu.cut'] },
        { role: 'copy', label: words['menu.copy'] },
        { role: 'paste', label: words['menu.paste'] },
        { role: 'selectAll', label: words['menu.select_all'] },
        separator,
        command('find', words['menu.find'], 'CmdOrCtrl+F'),
      ],
    },
    {
      label: words['menu.view'],
      submenu: [
        { role: 'zoomIn', label: words['menu.zoom_in'] },
        { role: 'zoomOut', label: words['menu.zoom_out'] },
        { role: 'resetZoom', label: words['menu.zoom_reset'] },
        separator,
        { role: 'togglefullscreen', label: words['menu.full_screen'] },
      ],
    },
    {
      label: words['menu.help'],
      submenu: [command('help', words['menu.contents'], 'F1'), command('about', words['menu.about'])],
    },
  ];
}

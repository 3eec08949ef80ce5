import { Menu } from 'electron';
import type { BrowserWindow, ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { APP_ORIGIN } from './origin.ts';
import type { Words } from './words.ts';

/** What the choice of items hangs on. */
type Clicked = Pick<
  ContextMenuParams,
  'pageURL' | 'isEditable' | 'selectionText' | 'formControlType' | 'editFlags'
>;

/**
 * The menu of fields and of selected text, which Electron leaves to the program. A page that shows a menu of its own
 * prevents the event, and none comes here.
 */
export function setupContextMenu(window: BrowserWindow, words: () => Words): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = contextMenuTemplate(words(), params);
    if (items.length === 0) return;
    const { x, y, menuSourceType: sourceType } = params;
    // By the keyboard it opens at the field; a mouse is where it opens by itself. No frame is named: with one a Mac
    // would add services that take what is selected elsewhere.
    const place = sourceType === 'keyboard' ? { x, y } : {};
    Menu.buildFromTemplate(items).popup({ window, sourceType, ...place });
  });
}

/** Of a field everything, of selected text 复制, elsewhere nothing. What stands in a hidden password stays there. */
export function contextMenuTemplate(words: Words, clicked: Clicked): MenuItemConstructorOptions[] {
  const { pageURL, isEditable, selectionText, formControlType, editFlags } = clicked;
  if (!pageURL.startsWith(`${APP_ORIGIN}/`)) return [];
  const isSecret = formControlType === 'input-password';
  const copy: MenuItemConstructorOptions = {
    role: 'copy',
    label: words['menu.copy'],
    enabled: editFlags.canCopy,
  };
  if (!isEditable) return isSecret || selectionText.trim() === '' ? [] : [copy];
  const cut: MenuItemConstructorOptions = {
    role: 'cut',
    label: words['menu.cut'],
    enabled: editFlags.canCut,
  };
  return [
    ...(isSecret ? [] : [cut, copy]),
    { role: 'paste', label: words['menu.paste'], enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: words['menu.select_all'], enabled: editFlags.canSelectAll },
  ];
}

import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { withEnding } from './file-manners.ts';
import type { Manner } from './file-manners.ts';

/** Shows the system's dialog over the window. The path has the purpose's ending; null when turned back. */
export async function askForPath(
  window: BrowserWindow,
  manner: Omit<Manner, 'access'>,
  suggestedName?: string,
): Promise<string | null> {
  const { title, filters } = manner;
  if (manner.dialog === 'save') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      filters,
      defaultPath: withEnding(suggestedName ?? '', filters),
    });
    return canceled || filePath === '' ? null : withEnding(filePath, filters);
  }
  const properties: Array<'openFile' | 'openDirectory' | 'createDirectory'> =
    manner.dialog === 'folder' ? ['openDirectory', 'createDirectory'] : ['openFile'];
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, filters, properties });
  return canceled ? null : (filePaths[0] ?? null);
}

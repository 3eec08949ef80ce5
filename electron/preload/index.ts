import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { VaultEvent, WireResult } from '../../db/wire.ts';
import { channels } from '../shell/bridge.ts';
import { MOST_DROPPED } from '../shell/dropped.ts';
import type { Bridge, Operation, ShellEvent } from '../shell/bridge.ts';

const bridge = {
  request: (operation: Operation): Promise<WireResult> => ipcRenderer.invoke(channels.request, operation),
  drop: (files: readonly File[]): Promise<WireResult> =>
    ipcRenderer.invoke(
      channels.drop,
      files.slice(0, MOST_DROPPED).map((file) => webUtils.getPathForFile(file)),
    ),
  cancel: (id: number): void => ipcRenderer.send(channels.cancel, id),
  onEvent: (listener: (event: VaultEvent | ShellEvent) => void): (() => void) => {
    const forward = (_event: IpcRendererEvent, message: VaultEvent | ShellEvent): void => listener(message);
    ipcRenderer.on(channels.event, forward);
    return () => {
      ipcRenderer.removeListener(channels.event, forward);
    };
  },
} satisfies Bridge;

contextBridge.exposeInMainWorld('kedang', bridge);

import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { originOf } from './address.ts';
import { onControl, tell } from './control.ts';
import { Events } from './events.ts';
import { lacking } from './lacking.ts';

type Handler = Parameters<IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();
const events = new Events();
let lastFrame = 0;

export const ipcMain: IpcMain = lacking<IpcMain>('ipcMain', {
  handle: (channel, handler) => void handlers.set(channel, handler),
  on: (channel, listener) => {
    events.on(channel, listener);
    return ipcMain;
  },
});

/** A frame as the program's checks see it. */
export function frameAt(
  url: string,
  parent: WebFrameMain | null,
  frameTreeNodeId = (lastFrame += 1),
): WebFrameMain {
  return lacking<WebFrameMain>('WebFrameMain', {
    url,
    origin: originOf(url),
    parent,
    frameTreeNodeId,
  });
}

/** Delivers a window's call to the program and brings its answer back. */
export async function invoke(
  sender: WebContents,
  senderFrame: WebFrameMain,
  channel: string,
  args: readonly unknown[],
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  const event = lacking<IpcMainInvokeEvent>('IpcMainInvokeEvent', { sender, senderFrame });
  return Reflect.apply(handler, undefined, [event, ...args]);
}

export function send(
  sender: WebContents,
  senderFrame: WebFrameMain,
  channel: string,
  args: readonly unknown[],
): void {
  events.emit(channel, lacking<IpcMainEvent>('IpcMainEvent', { sender, senderFrame }), ...args);
}

/** Lets a test speak to the program as a frame that should be refused. */
export function setupForeignCalls(sender: () => WebContents): void {
  onControl('invoke-as', ({ id, origin, frame, channel, args }) => {
    const contents = sender();
    const { mainFrame } = contents;
    const parent = frame === 'inner' ? mainFrame : null;
    const node = frame === 'own' ? mainFrame.frameTreeNodeId : undefined;
    void invoke(contents, frameAt(`${origin}/`, parent, node), channel, args).then((result) =>
      tell({ type: 'invoked', id, result }),
    );
  });
}

import { app } from 'electron';
import type { Session, WebContents, WebFrameMain } from 'electron';
import { APP_ORIGIN, APP_SCHEME } from './origin.ts';

/** Schemes that never leave the computer. */
const innerSchemes = new Set([`${APP_SCHEME}:`, 'data:', 'blob:']);

/** Names are looked up for nobody, not even ahead of time, and no page finds its own address. Before the start. */
export function setupNoNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** No page of ours goes anywhere, opens anything or embeds anything. */
export function setupContentsLimits(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Parts of the browser's own viewer of PDF files, which come with it. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** A session without permissions, devices, downloads or network; `showsPdf` lets the browser's viewer have its parts. */
export function limitSession(session: Session, { showsPdf = false } = {}): void {
  session.setPermissionRequestHandler((_contents, _permission, allow) => allow(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, decide) => {
    const isInner = innerSchemes.has(new URL(details.url).protocol);
    decide({ cancel: !isInner && !(showsPdf && details.url.startsWith(PDF_VIEWER)) });
  });
}

/** Who asks, as an IPC event tells it. */
export interface Sender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** True only for the main frame of contents that show our own page; whose contents they are is asked apart. */
export function isOwnMainFrame({ sender, senderFrame }: Sender): boolean {
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return (
    senderFrame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId && senderFrame.origin === APP_ORIGIN
  );
}

/** How a test speaks with the stand-in: messages over the channel that Node gives a forked process. */
export type ToStandIn =
  /** The next dialog's answer; null turns back. */
  | { readonly type: 'answer-dialog'; readonly paths: readonly string[] | null }
  | { readonly type: 'power'; readonly event: string }
  /**
   * A message to the main process as if a frame of this origin had sent it: the window's own main frame gone elsewhere,
   * the main frame of something else, or a frame within the window's page.
   */
  | {
      readonly type: 'invoke-as';
      readonly id: number;
      readonly origin: string;
      readonly frame: 'own' | 'other' | 'inner';
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  /** The vault's thread ends as if it had failed. */
  | { readonly type: 'end-threads' }
  | { readonly type: 'quit' };

export type FromStandIn =
  /** Where the browser can be driven from. */
  | { readonly type: 'ready'; readonly endpoint: string }
  /** A window that the program made, with the limits that it asked for. */
  | { readonly type: 'window'; readonly limits: Electron.WebPreferences }
  /** What would have gone to a printer, as PDF in base64. */
  | { readonly type: 'printed'; readonly pdf: string }
  | { readonly type: 'opened'; readonly path: string }
  /** A menu that the program opened over its window. */
  | { readonly type: 'menu'; readonly labels: readonly string[] }
  | { readonly type: 'invoked'; readonly id: number; readonly result: unknown };

type Handlers = { [Type in ToStandIn['type']]?: (message: Extract<ToStandIn, { type: Type }>) => void };

const handlers: Handlers = {};

export function onControl<Type extends ToStandIn['type']>(
  type: Type,
  handler: NonNullable<Handlers[Type]>,
): void {
  handlers[type] = handler;
}

export function tell(message: FromStandIn): void {
  process.send?.(message);
}

function receive<Type extends ToStandIn['type']>(message: Extract<ToStandIn, { type: Type }>): void {
  const type: Type = message.type;
  handlers[type]?.(message);
}

/** A message that only this process's parent can send. */
export function setupControl(onParentGone: () => void): void {
  if (!process.send) return;
  process.on('message', (message: ToStandIn) => receive(message));
  process.once('disconnect', onParentGone);
}

import { startJoining } from './joining.ts';

/** Pages to be printed, as `HtmlPages` has them, and what the file says of them. */
export interface SlicedDocument {
  readonly head: string;
  readonly slices: readonly string[];
  readonly title: string;
  readonly language: string;
}

/** A page of a browser that shows a document, its first slice to begin with. */
export interface Press {
  /** Puts another slice in place of the one that is shown; resolves when it can be printed. */
  show(slice: string): Promise<unknown>;
  pdf(options: { readonly tagged: boolean }): Promise<Uint8Array>;
}

export interface Going {
  readonly signal?: AbortSignal | undefined;
  /** Slices that are printed, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Prints slice after slice and joins them while the next is printed. A document of one slice has tags; of a long one
 * they would take longer and weigh more than everything else. Rejects with the reason of the signal at once when that
 * is aborted; whoever owns the page closes it.
 */
export async function pressSlices(
  { slices, title, language }: SlicedDocument,
  press: Press,
  { signal, onProgress }: Going = {},
): Promise<Uint8Array> {
  const wanted = <Result>(work: Promise<Result>) => whileWanted(work, signal);
  if (slices.length <= 1) return wanted(press.pdf({ tagged: true }));
  const joining = startJoining({ title, language });
  try {
    for (const [index, slice] of slices.entries()) {
      if (index > 0) await wanted(press.show(slice));
      joining.add(await wanted(press.pdf({ tagged: false })));
      onProgress?.(index + 1, slices.length);
    }
    return await wanted(joining.finish());
  } finally {
    joining.stop();
  }
}

/** The script that puts another slice in a page and waits for the faces that it needs; it runs as ours, not the page's. */
export function showing(slice: string): string {
  return `document.body.innerHTML = ${JSON.stringify(slice)}; document.body.offsetHeight; ${FACES_READY}`;
}

/** Resolves when every typeface that the page needs is there. */
export const FACES_READY = 'document.fonts.ready.then(() => true)';

/** Waits for work as long as it is wanted: rejects with the reason of the signal at once when that is aborted. */
export async function whileWanted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    // What was given up fails when its page is closed, and nobody waits for it.
    work.catch(() => undefined);
  }
}

/**
 * Chromium leaves an unknown scheme to the operating system and gives it no origin, so `app://kedang` cannot be
 * its page's address. The browser sees `https://kedang.invalid` instead (a name reserved never to exist, RFC
 * 2606; answered before any network), the program sees `app://kedang`; nothing but this file knows both.
 */
const ENDING = '.invalid';

/** The address as the browser knows it. */
export function toBrowser(address: string): string {
  return address.replace(/^app:\/\/([a-z0-9-]+)/, `https://$1${ENDING}`);
}

/** The address as the program knows it. */
export function fromBrowser(address: string): string {
  return address.replace(/^https:\/\/([a-z0-9-]+)\.invalid(?=[/?#]|$)/, 'app://$1');
}

/** `app://kedang` for our own pages, as Electron serializes it; `null` where there is no origin. */
export function originOf(address: string): string {
  const { protocol, host, origin } = new URL(fromBrowser(address));
  return protocol === 'app:' ? `app://${host}` : origin;
}

/** Where the renderer lives. Every check of who is asking compares with this, never with a part of it. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'kedang';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Documents to be printed are served below this path, from memory, to the hidden printing window only. */
export const PRINT_PATH = '/print/';

/**
 * Styles may be inline because the component library writes them at run time; scripts come from our own
 * files alone, and nothing may be fetched, framed from elsewhere, submitted or based elsewhere.
 */
export const WINDOW_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  // Forms in the print preview carry their typeface inside.
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A document on its way to paper: it may look like something and do nothing. */
export const PRINT_POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A PDF that we made is shown by the browser's own viewer, which a policy on it would keep from its own parts. */
export const PDF_POLICY = "base-uri 'none'; form-action 'none'";

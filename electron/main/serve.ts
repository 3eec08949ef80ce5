import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { APP_HOST, PDF_POLICY, PRINT_PATH, PRINT_POLICY, WINDOW_POLICY } from './origin.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** What waits for paper: a document as HTML, or a PDF made of one. */
export type Printed = string | Uint8Array;

/**
 * Answers one request for `app://kedang/…` from the built renderer's folder.
 * @param printed documents waiting for paper by their id; only the printing session has them.
 */
export async function answer(
  request: { readonly method: string; readonly url: string },
  folder: string,
  printed?: ReadonlyMap<string, Printed>,
): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.host !== APP_HOST) return refusal(403);
  if (url.pathname.startsWith(PRINT_PATH)) {
    const ready = printed?.get(url.pathname.slice(PRINT_PATH.length));
    if (ready === undefined) return refusal(404);
    if (typeof ready === 'string') return respond(ready, '.html', PRINT_POLICY);
    return respond(Uint8Array.from(ready), '.pdf', PDF_POLICY);
  }
  const path = fileBelow(folder, url.pathname === '/' ? '/index.html' : url.pathname);
  if (path === undefined) return refusal(404);
  try {
    return respond(new Uint8Array(await readFile(path)), extname(path), WINDOW_POLICY);
  } catch {
    return refusal(404);
  }
}

/** The file that a path of a URL names, undefined when it would leave the folder. */
function fileBelow(folder: string, pathname: string): string | undefined {
  const decoded = decode(pathname);
  if (decoded === undefined || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = normalize(join(folder, decoded));
  return path.startsWith(folder + sep) ? path : undefined;
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function respond(body: string | Uint8Array<ArrayBuffer>, extension: string, policy: string): Response {
  return new Response(body, { headers: headers(contentTypes[extension], policy) });
}

function refusal(status: 403 | 404): Response {
  return new Response(null, { status, headers: headers(undefined, PRINT_POLICY) });
}

function headers(contentType = 'application/octet-stream', policy: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

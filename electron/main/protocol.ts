import { protocol } from 'electron';
import type { Session } from 'electron';
import { APP_SCHEME } from './origin.ts';
import { answer, type Printed } from './serve.ts';

/** Must run before the program is ready. */
export function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, and nothing else on this computer, to one session. */
export function serveRenderer(
  session: Session,
  folder: string,
  printed?: ReadonlyMap<string, Printed>,
): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(request, folder, printed));
}

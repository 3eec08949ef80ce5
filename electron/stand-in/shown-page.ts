import type { Page } from 'playwright';
import type { Session } from 'electron';
import { shownBrowser } from './browser.ts';
import { applySession } from './sessions.ts';

/** Opens one address in a window of its own beside the program's, for as long as it is used. */
export async function shownPage(
  url: string,
  session: Session,
  use: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await shownBrowser({ x: 0, y: 0, width: 0, height: 0 });
  const page = await context.newPage();
  try {
    await applySession(session, page, () => true);
    await page.goto(url);
    await use(page);
  } finally {
    await page.close();
  }
}

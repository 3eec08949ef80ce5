import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestVault } from '../../../support/vault.ts';

/** Folder of the files that the team imports from; `bad` holds those with something wrong. */
export const FIXTURES = join(import.meta.dirname, '../../../fixtures/import');

let files = 0;
/** Writes a text table into a folder and returns its path. */
export function writeCsv(folder: string, text: string | Uint8Array): string {
  const path = join(folder, `table-${++files}.csv`);
  writeFileSync(path, text);
  return path;
}

/** Plans every sheet that is ready, or all, so that the reason why none is comes out. */
export async function planFile(vault: TestVault, path: string) {
  const caller = vault.as('archivist');
  const token = vault.grant('archivist', path);
  const { sheets } = await caller.import.inspect({ token });
  const ready = sheets.filter((sheet) => sheet.ready);
  const chosen = ready.length > 0 ? ready : sheets;
  const plan = await caller.import.plan({
    token,
    sheets: chosen.map(({ name, category }) => ({
      sheet: name,
      headerRow: null,
      category,
      columns: null,
    })),
  });
  return { ...plan, sheets: chosen };
}

export async function importFile(vault: TestVault, path: string) {
  const { planId } = await planFile(vault, path);
  const counts = await vault.as('archivist').import.run({ planId, answers: { byGroup: {} } });
  return { planId, counts };
}

type Shown = 'all' | 'refused' | 'warned' | 'skipped';

/** All rows of a plan that `show` names, page by page. */
export async function listAll(vault: TestVault, planId: string, show: Shown) {
  const { import: imports } = vault.as('archivist');
  const first = await imports.rows({ planId, show, offset: 0, limit: 500 });
  const rows = [...first.rows];
  while (rows.length < first.total) {
    const page = await imports.rows({ planId, show, offset: rows.length, limit: 500 });
    rows.push(...page.rows);
  }
  return rows;
}

/** Codes of what was said, without what they have in common. */
export const shortCodes = (issues: ReadonlyArray<{ code: string }>) =>
  issues.map(({ code }) => code.replace('import.row_', ''));

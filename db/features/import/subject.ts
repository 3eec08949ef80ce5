import type { QueryContext } from '../../work/context.ts';
import type { About, Subject } from '../../work/subject.ts';
import { findImport, IMPORTS } from './kept-store.ts';

export const importSubject: Subject = { name: 'import', ledgers: [IMPORTS], about: { import: fileOf } };

/** Its file, which the log names as the reason of each archive that it brought. */
function fileOf({ reader }: QueryContext, id: number): About | null {
  const name = findImport(reader, id, 'apply')?.file_name;
  return name ? { name } : null;
}

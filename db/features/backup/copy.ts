/** The first step of a backup, away from the vault's thread: its files, in a folder beside the vault. */
import { getMeta } from '../../connection/meta.ts';
import { AppError } from '../../domain/errors.ts';
import { findKeysText, removeFiles, syncFolder, writeSynced } from '../../vault/index.ts';
import type { FileContext, FileWork } from '../../work/long-reads.ts';
import { anchorsUpTo } from '../audit/service.ts';
import * as log from '../../work/log/store.ts';
import { factsOfFile } from './copying.ts';
import { DATA_FILES, filesOf, type DataFile, type FileFacts } from './manifest.ts';

export interface CopyInput {
  /** An empty folder beside the vault. */
  readonly part: string;
}

export type CopiedFiles = Readonly<Record<DataFile, FileFacts>>;

/** So often a keys file that was changed on the way is waited for. */
const MOST_COPIES = 3;

export const copying: FileWork<CopyInput, CopiedFiles> = {
  name: 'backup.copy',
  runOnFiles(ctx, { part }) {
    copyWithKeys(ctx, part);
    const files = filesOf(part);
    writeSynced(files.anchors, anchorsBefore(ctx, files.archive));
    syncFolder(files.archive);
    return Object.fromEntries(DATA_FILES.map((file) => [file, factsOfFile(files[file])])) as Record<
      DataFile,
      FileFacts
    >;
  },
};

/** A copy and the keys file of the same moment. Errors: `backup.keys_changed`. */
function copyWithKeys({ path, copyInto, reading }: FileContext, part: string): void {
  const { archive, keys } = filesOf(part);
  for (let copies = 0; copies < MOST_COPIES; copies += 1) {
    removeFiles(archive);
    copyInto(archive);
    const seq = reading(archive, (db) => Number(getMeta(db, 'keys_seq') ?? 0));
    const text = findKeysText(path, seq);
    if (text === undefined) continue;
    writeSynced(keys, text);
    return;
  }
  throw new AppError('backup.keys_changed');
}

/** What stands outside of the rows that the copy has: one that was made since is of a row that it lacks. */
function anchorsBefore({ facts, reading }: FileContext, archive: string): string {
  const seq = reading(archive, (db) => log.auditHead(db)?.seq ?? 0);
  return anchorsUpTo(facts, seq);
}

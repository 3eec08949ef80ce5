/** What a file has to be that somebody drops on the window. */
import { lstatSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { AppError } from '../../db/domain/errors.ts';
import { tables } from './file-manners.ts';

/**
 * The one table that was dropped. Errors: `shell.drop_several`, `shell.drop_folder`, `shell.drop_kind` for any other kind
 * of file, `shell.drop_no_file` for what is none on this computer, a link among it.
 */
export function droppedTable(paths: readonly string[]): string {
  const [path = '', ...others] = paths;
  if (others.length > 0) throw new AppError('shell.drop_several');
  // What a page made itself has no path.
  if (path === '' || path.includes('\0') || !isAbsolute(path)) throw new AppError('shell.drop_no_file');
  const found = lookAt(path);
  if (found?.isDirectory()) throw new AppError('shell.drop_folder');
  if (!found?.isFile()) throw new AppError('shell.drop_no_file');
  if (!tables.includes(extname(path).slice(1).toLowerCase())) throw new AppError('shell.drop_kind');
  return path;
}

function lookAt(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A name longer than any, a part of the path that is a file.
    return undefined;
  }
}

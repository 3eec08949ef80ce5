import { basename, extname } from 'node:path';
import type { FileFilter } from 'electron';
import { unreachable } from '../../db/domain/errors.ts';
import type { DocumentKind, FilePurpose, SavePurpose } from '../shell/values.ts';
import type { Words } from './words.ts';

/** How a purpose asks: which dialog, and what the vault may then do with the file. */
export interface Manner {
  readonly dialog: 'open' | 'folder' | 'save';
  readonly access: 'read' | 'write';
  readonly title: string;
  readonly filters: FileFilter[];
}

/** Endings of what an import reads. */
export const tables: readonly string[] = ['xlsx', 'xls', 'et', 'ods', 'csv', 'txt'];
const scans = ['pdf', 'jpg', 'jpeg', 'png', 'tif', 'tiff', 'ofd', 'docx', 'xlsx'];

const REPORT_KINDS = { 'report-xlsx': 'xlsx', 'report-docx': 'docx', 'report-pdf': 'pdf' } as const;

export function mannerOf(purpose: FilePurpose | SavePurpose, saving: boolean, words: Words): Manner {
  const vaults = [{ name: words['files.archive'], extensions: ['kda'] }];
  switch (purpose) {
    case 'open-archive':
      return { dialog: 'open', access: 'read', title: words['dialog.open_archive'], filters: vaults };
    case 'create-archive':
      return { dialog: 'save', access: 'write', title: words['dialog.create_archive'], filters: vaults };
    case 'import':
    case 'import-answers': {
      const filters = [{ name: words['files.table'], extensions: [...tables] }];
      return { dialog: 'open', access: 'read', title: words['dialog.import'], filters };
    }
    case 'attachment': {
      if (saving) return { dialog: 'save', access: 'write', title: words['dialog.save'], filters: [] };
      const filters = [{ name: words['files.scan'], extensions: scans }];
      return { dialog: 'open', access: 'read', title: words['dialog.attachment'], filters };
    }
    case 'move-folder':
      return { dialog: 'folder', access: 'write', title: words['dialog.move_folder'], filters: [] };
    case 'witness-folder':
      return { dialog: 'folder', access: 'write', title: words['dialog.witness_folder'], filters: [] };
    case 'backup-folder':
      return { dialog: 'folder', access: 'write', title: words['dialog.backup_folder'], filters: [] };
    case 'restore-backup':
      return { dialog: 'folder', access: 'read', title: words['dialog.restore'], filters: [] };
    case 'export-list':
    case 'refused-rows': {
      const filters = [{ name: words['files.workbook'], extensions: ['xlsx'] }];
      return { dialog: 'save', access: 'write', title: words['dialog.save'], filters };
    }
    case 'report-xlsx':
    case 'report-docx':
    case 'report-pdf': {
      const filters = documentFilters(REPORT_KINDS[purpose], words);
      return { dialog: 'save', access: 'write', title: words['dialog.save'], filters };
    }
    case 'kept-text': {
      const filters = [{ name: words['files.text'], extensions: ['txt'] }];
      return { dialog: 'save', access: 'write', title: words['dialog.save'], filters };
    }
    case 'export-archive': {
      const filters = [{ name: words['files.database'], extensions: ['db'] }];
      return { dialog: 'save', access: 'write', title: words['dialog.save'], filters };
    }
    default:
      return unreachable(purpose);
  }
}

/** A name without the ending that its kind of file has would not be found again by the open dialog. */
export function withEnding(name: string, filters: FileFilter[]): string {
  const extensions = filters[0]?.extensions ?? [];
  const first = extensions[0];
  if (name === '' || first === undefined) return name;
  const ending = extname(basename(name)).slice(1).toLowerCase();
  return extensions.includes(ending) ? name : `${name}.${first}`;
}

export function documentFilters(kind: DocumentKind, words: Words): FileFilter[] {
  return [{ name: words[`files.${kind}`], extensions: [kind] }];
}

import { AppError } from '../../../domain/errors.ts';

export type FileKind = 'zip' | 'text';

/** Old Office container: .xls, .et, and workbooks with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * What a file is by its first bytes, whatever its name says. Errors: `import.empty`,
 * `import.legacy_workbook` (.xls), `import.encrypted`, `import.web_page` (a table saved as HTML or XML).
 */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) throw new AppError('import.empty');
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 8) return 'zip';
  if (OLE.every((byte, index) => head[index] === byte)) throw new AppError(oleProblem(head));
  const start = new TextDecoder('latin1').decode(head.subarray(0, 512)).replace(/^\u00EF\u00BB\u00BF/, '');
  if (/^\s*<(?:!doctype|html|head|body|table|meta|\?xml|style)/i.test(start))
    throw new AppError('import.web_page');
  return 'text';
}

/** A workbook with a password is a container with a stream named EncryptedPackage. */
function oleProblem(head: Uint8Array): string {
  const names = new TextDecoder('utf-16le').decode(head.subarray(0, head.length - (head.length % 2)));
  return names.includes('EncryptedPackage') ? 'import.encrypted' : 'import.legacy_workbook';
}

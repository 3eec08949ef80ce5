/**
 * What a file may cost. A department's ledger is a few megabytes; these leave room for a hundred times that
 * and stop what was made to exhaust the machine.
 */
export const LIMITS = {
  /** Bytes of the file itself. */
  fileBytes: 256 * 1024 * 1024,
  /** Bytes of a workbook of the old kind, which is read in memory as a whole. */
  oldWorkbookBytes: 48 * 1024 * 1024,
  /** Parts in the zip of a workbook. */
  zipEntries: 5_000,
  /** Bytes of one part, unpacked. */
  entryBytes: 1024 * 1024 * 1024,
  /** Unpacked to packed; looked at once `ratioFloor` bytes are out. Real sheets stay under 60. */
  ratio: 250,
  ratioFloor: 16 * 1024 * 1024,
  /** Bytes of the small parts: workbook, relations, styles. */
  smallPartBytes: 16 * 1024 * 1024,
  sharedStrings: 3_000_000,
  sharedCharacters: 96 * 1024 * 1024,
  columns: 512,
  cells: 20_000_000,
  /** Of all that is sent of a file, a text that many cells name counted in each of them: a hundred thousand full rows. */
  sentCharacters: 32 * 1024 * 1024,
  /** Of one message, and so of one row. */
  messageCharacters: 1024 * 1024,
  /** One more than Excel allows, so that a longer text can be told from a full one. */
  cellCharacters: 32_768,
  /** One tag or one run of text in a part. */
  xmlToken: 8 * 1024 * 1024,
  merges: 20_000,
  sheets: 256,
} as const;

/** Rows sent in one message, or fewer where they are long. */
export const BATCH_ROWS = 500;

import { describe, expect, test } from 'vitest';
import { documentSchema, type BlockInput } from '../../../db/domain/document/model.ts';
import { expectFitsWord, WORD_LIMITS, writeWord } from '../../../db/features/documents/service.ts';
import { toDocx } from '../../../db/features/documents/writers/docx.ts';
import { DOCUMENTS } from './exact.ts';
import { aDocument, unzip } from './support.ts';

const parsed = (...blocks: BlockInput[]) => documentSchema.parse(aDocument({ blocks }));
const tableOf = (rows: string[][], columns = 8, minRows = 0): BlockInput => ({
  kind: 'table',
  columns: Array.from({ length: columns }, (_, at) => ({ title: `第${at + 1}列`, weight: 1 })),
  rows,
  minRows,
});
const rowsOf = (count: number, cell = '件') =>
  Array.from({ length: count }, () => Array.from({ length: 8 }, () => cell));

const longest = parsed(tableOf(rowsOf(5_000)));
const refused = { code: 'documents.too_long_for_word', data: WORD_LIMITS };

describe('what is too long for Word', () => {
  const fits = (...blocks: BlockInput[]) => {
    try {
      expectFitsWord(parsed(...blocks));
      return true;
    } catch (error) {
      expect(error).toMatchObject(refused);
      return false;
    }
  };

  test.each<[name: string, most: BlockInput[], more: BlockInput[]]>([
    ['rows of a table of eight columns', [tableOf(rowsOf(5_000))], [tableOf(rowsOf(5_001))]],
    [
      'rows of several tables, empty ones that are added included',
      [tableOf(rowsOf(4_900), 8), tableOf([], 1, 100)],
      [tableOf(rowsOf(4_901), 8), tableOf([], 1, 100)],
    ],
    [
      'cells of a wide table, titles included, whether written in or not',
      [
        tableOf(
          Array.from({ length: 1_049 }, () => []),
          40,
        ),
      ],
      [
        tableOf(
          Array.from({ length: 1_050 }, () => []),
          40,
        ),
      ],
    ],
    [
      'lines in one cell',
      [{ kind: 'paragraphs', texts: ['\n'.repeat(41_999)] }],
      [{ kind: 'paragraphs', texts: ['\n'.repeat(42_000)] }],
    ],
    [
      'characters',
      [{ kind: 'paragraphs', texts: Array.from({ length: 15 }, () => '字'.repeat(100_000)) }],
      [
        { kind: 'paragraphs', texts: Array.from({ length: 15 }, () => '字'.repeat(100_000)) },
        { kind: 'heading', text: '字' },
      ],
    ],
    [
      'pairs of fields, signatures and codes',
      [
        { kind: 'fields', items: Array.from({ length: 20_990 }, () => ({ label: '', value: '' })) },
        { kind: 'signatures', items: [{ role: '' }] },
        { kind: 'anchor', label: '', code: '1'.repeat(36), qr: Array.from({ length: 16 }, () => '1') },
      ],
      [
        { kind: 'fields', items: Array.from({ length: 20_990 }, () => ({ label: '', value: '' })) },
        { kind: 'signatures', items: [{ role: '' }] },
        { kind: 'anchor', label: '', code: '1'.repeat(36), qr: Array.from({ length: 17 }, () => '1') },
      ],
    ],
  ])('is counted in %s', (_name, most, more) => {
    expect([fits(...most), fits(...more)]).toEqual([true, false]);
  });

  test('is refused before a thread is started', async () => {
    await expect(writeWord(parsed(tableOf(rowsOf(5_001))))).rejects.toMatchObject(refused);
  });
});

describe('a Word file written apart', () => {
  test.each(DOCUMENTS.slice(0, 2))('of %s is what is written here', async (_name, parts) => {
    const document = documentSchema.parse(aDocument(parts));
    const apart = await writeWord(document);
    expect(Buffer.from(apart).equals(Buffer.from(await toDocx(document)))).toBe(true);
  });

  test('holds every row of the longest table, and this thread goes on meanwhile', async () => {
    let turns = 0;
    const pulse = setInterval(() => (turns += 1), 10);
    const file = await writeWord(longest);
    clearInterval(pulse);
    const body = unzip(file).get('word/document.xml')?.toString('utf8') ?? '';
    expect(body.match(/<w:tr>/g)).toHaveLength(5_001);
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(turns).toBeGreaterThan(20);
  });

  test('is refused when it takes more memory than the thread may have', async () => {
    await expect(writeWord(longest, { heapMb: 40 })).rejects.toMatchObject(refused);
  });

  test('is given up at once when nobody wants it any more', async () => {
    const reason = new Error('not wanted');
    const stop = new AbortController();
    const writing = writeWord(longest, { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 50);
    await expect(writing).rejects.toBe(reason);
    await expect(writeWord(longest, { signal: stop.signal })).rejects.toBe(reason);
  });
});

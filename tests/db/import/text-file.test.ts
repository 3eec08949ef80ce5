import { describe, expect, it } from 'vitest';
import { fileKind } from '../../../db/features/import/reading/file-kind.ts';
import { LIMITS } from '../../../db/features/import/reading/limits.ts';
import { csvParser, findDelimiter, looksBinary } from '../../../db/features/import/reading/text-file.ts';

const rowsOf = (pieces: readonly string[], delimiter = ',') => {
  const parser = csvParser(delimiter);
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
};

describe('1. delimited text', () => {
  it.each<[text: string, rows: Array<[row: number, ...cells: string[]]>]>([
    ['a,b', [[1, 'a', 'b']]],
    ['a,b\n', [[1, 'a', 'b']]],
    [
      'a,b\r\nc,d\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'a\rb\rc',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    ],
    [
      'a\n\r\nb',
      [
        [1, 'a'],
        [3, 'b'],
      ],
    ],
    [
      'a\r\rb',
      [
        [1, 'a'],
        [3, 'b'],
      ],
    ],
    [
      'a\r\n\nb',
      [
        [1, 'a'],
        [3, 'b'],
      ],
    ],
    ['\r,\nb', [[3, 'b']]],
    ['a,\n', [[1, 'a', '']]],
    [',a', [[1, '', 'a']]],
    [', \n,\t\nc', [[3, 'c']]],
    ['"a,b",c', [[1, 'a,b', 'c']]],
    [
      '"a\r\nb"\r\nc',
      [
        [1, 'a\r\nb'],
        [2, 'c'],
      ],
    ],
    ['"a""b"', [[1, 'a"b']]],
    ['""""', [[1, '"']]],
    ['"",a', [[1, '', 'a']]],
    ['"a"b,c', [[1, 'ab', 'c']]],
    ['"a"b"c,d', [[1, 'ab"c', 'd']]],
    ['a"b",c', [[1, 'a"b"', 'c']]],
    [' "a",b', [[1, ' "a"', 'b']]],
    [
      '"a"\r\n"b"\r"c"\n',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    ],
    [
      '"a"\r"b"\n\n',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['', []],
    ['\n\n', []],
  ])('%j', (text, rows) => {
    const wanted = rows.map(([row, ...cells]) => ({ row, cells }));
    expect(rowsOf([text])).toEqual(wanted);
    expect(rowsOf(Array.from(text))).toEqual(wanted);
  });

  it('keeps as much of a cell and as many columns as there may be', () => {
    const long = 'x'.repeat(LIMITS.cellCharacters);
    expect(rowsOf([`${long}y,b`])).toEqual([{ row: 1, cells: [long, 'b'] }]);
    expect(rowsOf([long, 'y', ',b'])).toEqual([{ row: 1, cells: [long, 'b'] }]);
    const wide = rowsOf([
      ','
        .repeat(LIMITS.columns + 5)
        .replace(/$/, 'z')
        .replace(/^/, 'a'),
    ]);
    expect(wide[0]?.cells).toHaveLength(LIMITS.columns);
    expect(rowsOf([`"${long}"`])[0]?.cells).toEqual([long]);
  });

  it.each(['a\n"b', '"', 'a\n"b""'])('says the row of a quotation mark that stays open in %j', (text) => {
    const row = text.startsWith('a') ? 2 : 1;
    expect(() => rowsOf([text])).toThrow(
      expect.objectContaining({ code: 'import.open_quote', data: { row } }),
    );
  });

  it.each([
    ['sep=;\r\na,b', ';'],
    ['sep=|\na,b', '|'],
    ['sep=x', ','],
    ['a\nsep=x\n', ','],
    ['a,b;c\n', ','],
    ['a;b\nc;d,e\n', ';'],
    ['a，b\nc，d\n', '，'],
    ['a|b|c\n1|2|3\n', '|'],
    ['a\tb', '\t'],
    ['a', ','],
    ['', ','],
    ['a,b,c;d\ne;f\ng;h\ni;j\n', ';'],
    ['"a;b";c\n', ';'],
  ])('finds what parts %j', (head, delimiter) => {
    expect(findDelimiter(head)).toBe(delimiter);
  });

  it.each([
    ['甲乙丙\t\r\n\f', false],
    ['\u0001\u0002', false],
    ['\u0001\u0002\u0003', true],
    [`${'x'.repeat(797)}\u0001\u0002\u0003`, false],
    [`${'x'.repeat(796)}\u0001\u0002\u0003\u0004`, false],
    [`${'x'.repeat(795)}\u0001\u0002\u0003\u0004\u0005`, true],
    ['', false],
  ])('tells a text from a program (%#)', (text, binary) => {
    expect(looksBinary(text)).toBe(binary);
  });
});

describe('2. what a file is by its first bytes', () => {
  const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  const kind = (bytes: Uint8Array | readonly number[]) => {
    try {
      return fileKind(Uint8Array.from(bytes));
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  const text = (value: string) => new TextEncoder().encode(value);

  it.each<[readonly number[] | Uint8Array, string]>([
    [[], 'import.empty'],
    [[0x50, 0x4b, 3, 4], 'zip'],
    [[0x50, 0x4b, 8], 'zip'],
    [[0x50, 0x4b], 'zip'],
    [text('PKW,a'), 'text'],
    [[0x50, 0x4b, 9], 'text'],
    [[0x50, 0x4c, 3], 'text'],
    [[0x51, 0x4b, 3], 'text'],
    [OLE, 'import.legacy_workbook'],
    [OLE.slice(0, 7), 'text'],
    [OLE.with(7, 0), 'text'],
    [OLE.with(0, 0), 'text'],
    [[...OLE, ...Buffer.from('EncryptedPackage', 'utf16le')], 'import.encrypted'],
    [[...OLE, ...Buffer.from('EncryptedPackage', 'utf16le'), 1], 'import.encrypted'],
    [text('<html>'), 'import.web_page'],
    [text(' \r\n<!DOCTYPE html>'), 'import.web_page'],
    [text('\uFEFF<?xml version="1.0"?>'), 'import.web_page'],
    [text('a<html>'), 'text'],
    [text('<b>'), 'text'],
    [text(`${' '.repeat(600)}<html>`), 'text'],
    [text('a,b'), 'text'],
  ])('%#: %s', (bytes, expected) => {
    expect(kind(bytes)).toBe(expected);
  });
});

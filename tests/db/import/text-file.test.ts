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

  it.each<[text: string, rows: Array<[row: number, open: boolean, ...cells: string[]]>]>([
    [
      'a\n"b',
      [
        [1, false, 'a'],
        [2, true, '"b'],
      ],
    ],
    ['"', [[1, true, '"']]],
    [
      'a\n"b""',
      [
        [1, false, 'a'],
        [2, true, '"b""'],
      ],
    ],
    [
      'a,"b\nc,d\ne,f',
      [
        [1, true, 'a', '"b'],
        [2, false, 'c', 'd'],
        [3, false, 'e', 'f'],
      ],
    ],
    // The next such mark closes it.
    [
      'a,"b\nc,d\ne,"f\ng,h',
      [
        [1, true, 'a', '"b'],
        [2, false, 'c', 'd'],
        [3, true, 'e', '"f'],
        [4, false, 'g', 'h'],
      ],
    ],
    // A mark at the end of a cell of another row closes it.
    [
      'n,p,q\na,1,"12\nb,2,x\nc,3,24"\nd,4,y',
      [
        [1, false, 'n', 'p', 'q'],
        [2, true, 'a', '1', '"12'],
        [3, false, 'b', '2', 'x'],
        [4, false, 'c', '3', '24"'],
        [5, false, 'd', '4', 'y'],
      ],
    ],
    [
      'n,p,q\na,"12\nb,2",x',
      [
        [1, false, 'n', 'p', 'q'],
        [2, false, 'a', '12\nb,2', 'x'],
      ],
    ],
    // Lines of a note, commas among them, are one cell.
    [
      'n,p,q\na,1,"x\ny,z\nw"\nb',
      [
        [1, false, 'n', 'p', 'q'],
        [2, false, 'a', '1', 'x\ny,z\nw'],
        [3, false, 'b'],
      ],
    ],
    [
      'n,p\na,"x\ny,z"',
      [
        [1, false, 'n', 'p'],
        [2, false, 'a', 'x\ny,z'],
      ],
    ],
    ['a,"x\nsaid "no" twice"', [[1, false, 'a', 'x\nsaid no" twice"']]],
  ])('reads a quotation mark that would swallow rows as a plain sign in %j', (text, rows) => {
    const wanted = rows.map(([row, open, ...cells]) => ({ row, cells, ...(open && { openQuote: true }) }));
    expect(rowsOf([text])).toEqual(wanted);
    expect(rowsOf(Array.from(text))).toEqual(wanted);
  });

  it('gives a quotation mark up where the cell grows too long, and the file where its line does', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `name ${index},x`);
    const rows = rowsOf([`a,b\n1,"2\n${lines.join('\n')}\n`]);
    expect(rows).toHaveLength(5_002);
    expect(rows.filter(({ openQuote }) => openQuote)).toEqual([
      { row: 2, cells: ['1', '"2'], openQuote: true },
    ]);
    expect(() => rowsOf([`a\n"${'x'.repeat(40_000)}\n`])).toThrow(
      expect.objectContaining({ code: 'import.open_quote', data: { row: 2 } }),
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
    [OLE, 'old'],
    [[0x09, 0x08, 0x10, 0x00, 0x00, 0x06], 'old'],
    [[0x09, 0x00, 0x04, 0x00, 0x02, 0x00], 'old'],
    [text('\tname\tphone'), 'text'],
    [OLE.slice(0, 7), 'text'],
    [OLE.with(7, 0), 'text'],
    [OLE.with(0, 0), 'text'],
    [text('<html>'), 'import.web_page'],
    [text(' \r\n<!DOCTYPE html>'), 'import.web_page'],
    [text('\uFEFF<?xml version="1.0"?>'), 'import.web_page'],
    [text('a<html>'), 'text'],
    [text('<b>'), 'text'],
    [text('<12'), 'text'],
    [text('<div>\n\t<table border=1>'), 'import.web_page'],
    [text('<b>x</b><table><tr><td>'), 'import.web_page'],
    [text('<!-- saved from -->'), 'import.web_page'],
    [Buffer.from('\uFEFF<table>', 'utf16le'), 'import.web_page'],
    [text('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'), 'import.xml_workbook'],
    [text('MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n'), 'import.web_archive'],
    [
      text('From: <Saved by WPS>\r\nSubject: x\r\nContent-Type: multipart/related;\r\n'),
      'import.web_archive',
    ],
    [text('Subject: x,Name\n'), 'text'],
    [text(`${' '.repeat(2048)}<html>`), 'text'],
    [text('a,b'), 'text'],
  ])('%#: %s', (bytes, expected) => {
    expect(kind(bytes)).toBe(expected);
  });
});

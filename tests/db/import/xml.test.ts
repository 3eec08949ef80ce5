import { describe, expect, it } from 'vitest';
import { attribute, xmlScanner } from '../../../db/features/import/reading/xml.ts';

/** What a scanner tells of a part that comes in these pieces; text inside `v` only. */
function scan(...pieces: string[]): string[] {
  const told: string[] = [];
  let wanted = false;
  const scanner = xmlScanner({
    open(name, tag) {
      told.push(`<${name} ${attribute(tag, 'r') ?? '-'}`);
      wanted = name === 'v';
    },
    close(name) {
      told.push(`>${name}`);
      wanted = false;
    },
    text: (text) => void told.push(text),
    wantsText: () => wanted,
  });
  for (const piece of pieces) scanner(piece);
  scanner(null);
  return told;
}

describe('1. the tokens of a part', () => {
  const SOURCE =
    '<?xml version="1.0"?><!-- <v>no</v> --><x:row r="1>" s=\'"\'>no<c r=\'2\'/><v>a&amp;b</v>' +
    '<v><![CDATA[a<b>]]]></v><![CDATA[no]]><c\n></c></x:row>\n';
  const TOLD = ['<row 1>', '<c 2', '>c', '<v -', 'a&b', '>v', '<v -', 'a<b>]', '>v', '<c -', '>c', '>row'];

  it('are told with names without prefix, and text where it is wanted', () => {
    expect(scan(SOURCE)).toEqual(TOLD);
  });

  it('are the same wherever a piece ends', () => {
    for (let at = 1; at < SOURCE.length; at++)
      expect(scan(SOURCE.slice(0, at), SOURCE.slice(at))).toEqual(TOLD);
    expect(scan(...SOURCE)).toEqual(TOLD);
  });

  it.each(['<!DOCTYPE a>', '<!ENTITY b "c">', '<a/>rest', '<a', '<!--', '<v>a</v'])(
    'refuses %j',
    (source) => {
      expect(() => scan(source)).toThrow('import.damaged');
    },
  );
});

it.each([
  ['&lt;&gt;&quot;&apos;&amp;', '<>"\'&'],
  ['&#x4E00;&#19968;&#X41;', '一一A'],
  ['&nbsp;&a', '&nbsp;&a'],
  ['&#0;&#x10FFFF;&#x110000;', '\u{10FFFF}'],
])('2. the entities of %j', (text, read) => {
  expect(scan(`<v>${text}</v>`)[1]).toBe(read);
});

it.each([
  [`<c a=" r='1'"/>`, null],
  [`<c a=" r='1'" r="2"/>`, '2'],
  [`<c a='x r="1' r = "3"/>`, '3'],
  [`<c a="b'" r='4'/>`, '4'],
  [`<c r=" r='5'"/>`, " r='5'"],
  [`<c a="1"r="6"/>`, null],
  [
    `<c a = 'r="7"' x:r
=
'8'/>`,
    '8',
  ],
  ['<c r="1"/>', '1'],
  ["<c s='3' r='a\"b'>", 'a"b'],
  ['<c x:r="1"/>', '1'],
  ['<c xr="1" r="2"/>', '2'],
  ['<c\nr="&lt;"/>', '<'],
  ['<c r=""/>', ''],
  ['<c xr="1"/>', null],
  ['<c r=1>', null],
  ['<c r="1>', null],
  ['<c/>', null],
])('3. the attribute of %j', (tag, value) => {
  expect(attribute(tag, 'r')).toBe(value);
});

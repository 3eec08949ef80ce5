/** What somebody might type so that a file does something, or cannot be opened; and what is left of it once entered. */

const emoji = '😀👍🏽🇨🇳⚠️';
const marks = `Zalgo${'\u0301\u0323'.repeat(12)}`;

/** Texts that are kept as they are typed. */
export const KEPT = [
  '=HYPERLINK("http://x","y")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1)',
  '-2+3',
  '=DDE("cmd";"/C calc";"x")',
  "'=1+1",
  '_x003D_1+1_x000A_',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)><image href="http://x"/>',
  '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:\\\\x"/>',
  '&amp;&#60;&lt;b&gt;',
  ']]>--><![CDATA[<?x?>',
  'http://example.invalid/?a=1&b=2',
  '{{page}} ${pages} $& $1 {b}{a|x}',
  'TOTAL_PAGES',
  '𠮷野家株式会社',
  emoji,
  marks,
  'مرحبا بالعالم',
] as const;

/** Texts of which something is taken away: what it then says. */
export const CLEANED: ReadonlyArray<readonly [typed: string, kept: string]> = [
  ['\t=1+1', '=1+1'],
  ['\r=2+2', '=2+2'],
  ['\n=3+3\u2028', '=3+3'],
  ['甲\u0000乙\u0007丙\u001B[31m丁\u001F', '甲乙丙[31m丁'],
  ['半\uD800边\uDC00', '半边'],
  ['非\uFFFE字\uFFFF符', '非字符'],
  ['\u202Exslx.厂\u202C', 'xslx.厂'],
  ['零\u200B宽\u200D度\uFEFF厂\u2066', '零宽度厂'],
];

/** Characters that no file may carry, wherever they come from. */
export const FORBIDDEN = /[\p{Cs}\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069]|(?!\n)\p{Cc}/u;

/** So many characters without a place to break: letters that stay together, and han. */
export const longest = (most: number): string[] => [
  'W'.repeat(most),
  '𠮷'.repeat(most / 2),
  '龘'.repeat(most),
];

/** Every text with what it says once entered into a field of at most so many characters, none of them longer. */
export function hostileTexts(most: number): Array<readonly [typed: string, kept: string]> {
  const same = [...KEPT.filter((text) => text.length <= most), ...longest(most)];
  return [...same.map((text) => [text, text] as const), ...CLEANED];
}

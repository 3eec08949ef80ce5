import { charactersOf, advanceOf, widthOf, type Weight } from '../layout/advance.ts';

/** A picture is drawn in pixels of a browser. */
export const PX_PER_MM = 96 / 25.4;
/** 七号 and a little: beside it, what is too narrow for that. */
export const LETTER_PX = 10;
export const SMALL_PX = 8;

export const INK = '#1d2430';
export const PALE_INK = '#4a5365';
export const RULE = '#8a93a3';
export const GRID = '#dfe3ea';

/** How the shapes of one series are filled: tones that differ in black and white too, and a pattern on each but one. */
export interface Tone {
  readonly fill: string;
  readonly decal?: object;
}

const lines = (color: string, rotation: number, every: number) => ({
  symbol: 'rect',
  color,
  rotation,
  symbolSize: 1,
  dashArrayX: [1, 0],
  dashArrayY: [0.9, every],
});
const dots = (color: string) => ({
  symbol: 'circle',
  color,
  symbolSize: 0.8,
  dashArrayX: [
    [3, 3],
    [0, 3, 3, 0],
  ],
  dashArrayY: [3, 0],
});

export const TONES: readonly Tone[] = [
  { fill: '#1f3a5f' },
  { fill: '#b9c6d8', decal: lines('#1f3a5f', Math.PI / 4, 2.8) },
  { fill: '#6d8499', decal: dots('#ffffff') },
  { fill: '#eeeae0', decal: lines('#5a5142', -Math.PI / 4, 2.8) },
  { fill: '#8b7d68', decal: lines('#ffffff', 0, 2.8) },
  { fill: '#ffffff', decal: dots('#1f3a5f') },
];

/** Lines are told apart by their dashes and marks. */
export const STROKES = [
  { color: '#1f3a5f', dash: 'solid', symbol: 'circle' },
  { color: '#8b6f47', dash: [6, 3], symbol: 'rect' },
  { color: '#5d7f9c', dash: [2, 2], symbol: 'triangle' },
  { color: '#4a5365', dash: [9, 3, 2, 3], symbol: 'diamond' },
  { color: '#8a93a3', dash: 'solid', symbol: 'emptyCircle' },
  { color: '#a3927a', dash: [4, 4], symbol: 'emptyRect' },
] as const;

/** Fills for what is shaded by steps, from little to much, with the ink that is read on each. */
export const STEPS: ReadonlyArray<{ readonly fill: string; readonly ink: string }> = [
  { fill: '#eef1f6', ink: INK },
  { fill: '#cdd7e4', ink: INK },
  { fill: '#9db0c8', ink: INK },
  { fill: '#557399', ink: '#ffffff' },
  { fill: '#1f3a5f', ink: '#ffffff' },
];

export function pxOf(text: string, px: number, weight: Weight = 400): number {
  return widthOf(text, weight) * px;
}

export function widest(texts: readonly string[], px: number): number {
  return texts.reduce((most, text) => Math.max(most, pxOf(text, px)), 0);
}

/** Text of at most this width, with … where it is longer; empty where not even that has room. */
export function cut(text: string, roomPx: number, px: number): string {
  if (pxOf(text, px) <= roomPx) return text;
  const room = roomPx / px - advanceOf('…', 400);
  if (room < 0) return '';
  let [kept, used] = ['', 0];
  for (const character of charactersOf(text)) {
    used += advanceOf(character, 400);
    if (used > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

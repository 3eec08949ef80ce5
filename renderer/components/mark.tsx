/** Start and end of what matched, in characters of the text. */
export type MatchRange = readonly [start: number, end: number];

interface MarkProps {
  readonly text: string;
  /** Either the ranges, or the words to look for (letters without regard to case). */
  readonly ranges?: readonly MatchRange[];
  readonly words?: readonly string[];
}

function rangesOf(text: string, words: readonly string[]): MatchRange[] {
  const folded = text.toLowerCase();
  const found: [number, number][] = [];
  for (const word of words) {
    const wanted = word.toLowerCase();
    if (!wanted) continue;
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      found.push([at, at + wanted.length]);
    }
  }
  return found;
}

function merge(ranges: readonly MatchRange[], length: number): MatchRange[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(0, start);
    const to = Math.min(length, end);
    const last = merged.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Text with what matched marked. Text is only ever text: markup inside it stays characters. */
export function Mark(props: MarkProps) {
  const { text } = props;
  const ranges = merge(props.ranges ?? rangesOf(text, props.words ?? []), text.length);
  const parts = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <span>
      {parts}
      {text.slice(at)}
    </span>
  );
}

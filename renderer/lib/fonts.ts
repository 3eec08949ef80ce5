import ranges from '@fontsource/noto-sans-sc/unicode.json';

// Files rather than the package's style sheets: those also name the older woff copies, which would double the bundle.
const files = import.meta.glob<string>(
  '../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-{[0-9]*,latin,latin-ext}-{400,500,700}-normal.woff2',
  { eager: true, query: '?url&no-inline', import: 'default' },
);

/** Registers the bundled screen face in three weights; the browser reads a slice when a page first needs it. */
export function registerFonts(): void {
  const rangeOf = new Map<string, string>(
    Object.entries(ranges).map(([slice, range]) => [slice.replace(/[[\]]/g, ''), range]),
  );
  for (const [path, url] of Object.entries(files)) {
    const [, slice, weight] = /noto-sans-sc-(.+)-(\d+)-normal/.exec(path) ?? [];
    const unicodeRange = slice && rangeOf.get(slice);
    if (!weight || !unicodeRange) continue;
    document.fonts.add(
      new FontFace('Noto Sans SC', `url(${url}) format("woff2")`, { weight, unicodeRange, display: 'swap' }),
    );
  }
}

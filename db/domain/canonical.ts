/** Names of members as they are written, for these come again and again. */
const written = new Map<string, string>();

function writtenName(name: string): string {
  let text = written.get(name);
  if (text === undefined) {
    text = `${JSON.stringify(name)}:`;
    if (written.size < 1_000) written.set(name, text);
  }
  return text;
}

/**
 * JSON with sorted keys and no spaces, the same text for the same value on every machine (RFC 8785 for the
 * values that we use: no floats but integers, no undefined inside arrays).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${writtenName(name)}${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** The same without what holds nothing: null, empty text, empty lists, and members that hold nothing else. */
export function compactJson(value: unknown): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return Array.isArray(value) ? `[${value.map(compactJson).join(',')}]` : canonicalJson(value);
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const member = compactJson(members[name]);
    if (!EMPTY.has(member)) text += `${text === '' ? '' : ','}${writtenName(name)}${member}`;
  }
  return `{${text}}`;
}

const EMPTY: ReadonlySet<string> = new Set(['null', '""', '[]', '{}']);

/** True for what `compactJson` leaves out of an object. */
export function isEmptyJson(value: unknown): boolean {
  return EMPTY.has(compactJson(value));
}

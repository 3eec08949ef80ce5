/** A full text expression; `true` is every entry, `false` none. */
export type Expression = string | boolean;

/** One exact term. */
export function term(text: string): Expression {
  return `"${text.replaceAll('"', '""')}"`;
}

export function allOf(parts: readonly Expression[]): Expression {
  if (parts.includes(false)) return false;
  const needed = parts.filter((part) => typeof part === 'string');
  if (needed.length === 0) return true;
  return needed.length === 1 ? (needed[0] ?? true) : `(${needed.join(' AND ')})`;
}

export function anyOf(parts: readonly Expression[]): Expression {
  if (parts.includes(true)) return true;
  const possible = parts.filter((part) => typeof part === 'string');
  if (possible.length === 0) return false;
  return possible.length === 1 ? (possible[0] ?? false) : `(${possible.join(' OR ')})`;
}

/** The entries of `found` that are not among `excluded`. */
export function without(found: Expression, excluded: Expression): Expression {
  if (excluded === false || found === false) return found;
  if (excluded === true) return false;
  if (found === true) throw new Error('the index cannot list what is not in a set');
  return `(${found} NOT ${excluded})`;
}

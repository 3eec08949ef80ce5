/**
 * An expected refusal: a stable code with data, worded only in `resources/locales/*\/errors.json`.
 * The prefix of the code is the feature that raised it (`customers.version_conflict`).
 * Never put a key, a password, personal data, SQL or a path into `data`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly data: ErrorData;

  constructor(code: string, data: ErrorData = {}) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

/** Plain values that survive structured cloning and JSON. */
export type ErrorData = Record<
  string,
  string | number | boolean | null | readonly string[] | readonly number[] | object
>;

/** For the `default` of a switch over a union: does not compile when a member is forgotten. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** Code of the refusal that a typed call ends in; undefined when it is carried out. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return (await refusalOf(call))?.code;
}

/** The refusal that a typed call ends in. What is thrown besides refusals shows by its name. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ readonly code: string; readonly data: object } | undefined> {
  return call.then(
    () => undefined,
    (error: { cause?: { code?: string; data?: object } }) => ({
      code: error.cause?.code ?? String(error),
      data: error.cause?.data ?? {},
    }),
  );
}

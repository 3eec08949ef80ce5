import type { z } from 'zod';

/** Names with dots between them, of any script: `mail.example.com`, `例子.公司`. */
const HOST = String.raw`[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;

/**
 * What a line can be asked to be, and the code of what is wrong with another: an address of mail; a site, which is
 * never anything but http or https.
 */
export const LINE_SHAPES = {
  email: { pattern: new RegExp(String.raw`^[^\s@<>()[\]\\,;:"]+@${HOST}$`, 'u'), problem: 'not_an_email' },
  website: {
    pattern: new RegExp(String.raw`^(?:https?://)?${HOST}(?::\d{1,5})?(?:[/?#][^\s<>"]*)?$`, 'iu'),
    problem: 'not_a_website',
  },
} as const;
export type LineShape = keyof typeof LINE_SHAPES;

/** No address is longer; longer text is not looked through. */
const LONGEST = 500;

export function hasShape(shape: LineShape, text: string): boolean {
  return text.length <= LONGEST && LINE_SHAPES[shape].pattern.test(text);
}

/** A schema for a line that, where there is one, has a shape. Errors: `common.not_an_email`, `common.not_a_website`. */
export function shaped<Schema extends z.ZodType<string | null>>(schema: Schema, shape?: LineShape): Schema {
  if (shape === undefined) return schema;
  return schema.refine((text) => text === null || hasShape(shape, text), {
    message: `common.${LINE_SHAPES[shape].problem}`,
  });
}

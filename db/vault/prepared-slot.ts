/** A slot that waits inside the database until somebody confirms it, as text. */
import { z } from 'zod';
import { costSchema, DERIVATION_SALT_BYTES } from './key-derivation.ts';
import { MOST_GENERATIONS, WRAPPED_BYTES, type Slot } from './keys-file.ts';
import { fromText, toText } from './sodium.ts';

/** What of a slot is made with its one-time code; the data key is sealed to it when it is put into the keys file. */
export interface PreparedSlot extends Pick<
  Slot,
  'oneTime' | 'boxPublic' | 'signPublic' | 'wrapped' | 'derivationSalt' | 'cost'
> {
  /** That of the data key for which it was made, and its mark. */
  readonly generation: number;
  readonly mark: Uint8Array;
}

const bytesText = (length: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]*$/)
    .length(Math.ceil((length * 4) / 3));

/** As it is stored, in base64url; what waits in the database opens with a one-time code alone. */
export const preparedSlotSchema = z.strictObject({
  generation: z.int().min(1).max(MOST_GENERATIONS),
  mark: bytesText(32),
  boxPublic: bytesText(32),
  signPublic: bytesText(32),
  wrapped: bytesText(WRAPPED_BYTES),
  derivationSalt: bytesText(DERIVATION_SALT_BYTES),
  cost: costSchema,
});
export type PreparedSlotText = z.infer<typeof preparedSlotSchema>;

export function preparedToText({ generation, cost, ...bytes }: PreparedSlot): PreparedSlotText {
  return {
    generation,
    cost,
    mark: toText(bytes.mark),
    boxPublic: toText(bytes.boxPublic),
    signPublic: toText(bytes.signPublic),
    wrapped: toText(bytes.wrapped),
    derivationSalt: toText(bytes.derivationSalt),
  };
}

export function preparedFromText({ generation, cost, ...text }: PreparedSlotText): PreparedSlot {
  return {
    oneTime: true,
    generation,
    cost,
    mark: fromText(text.mark),
    boxPublic: fromText(text.boxPublic),
    signPublic: fromText(text.signPublic),
    wrapped: fromText(text.wrapped),
    derivationSalt: fromText(text.derivationSalt),
  };
}

import { OTHER } from '../../db/domain/reasons.ts';

/** A reason of a person's own words, as every act that asks for one takes it. */
export const because = (text: string) => ({ choice: OTHER, text }) as const;

import { z } from 'zod';
import { archiveNoPatternSchema, FONDS_PATTERN } from '../../../../db/domain/archive-no.ts';

const place = z.strictObject({ token: z.string(), name: z.string(), folder: z.string() });
export type Place = z.infer<typeof place>;

/** Whose vault it will be, how its numbers are put together, and where the file shall be. */
export const companySchema = z.strictObject({
  company: z.string().trim().min(2).max(120),
  fonds: z.string().trim().toUpperCase().regex(FONDS_PATTERN, { message: 'vault.fonds_pattern' }),
  pattern: archiveNoPatternSchema,
  file: place,
});
export type CompanyForm = z.input<typeof companySchema>;
export type CompanyInput = z.output<typeof companySchema>;

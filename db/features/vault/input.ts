/** What names a vault and its people, as the wizard and the command line take it. */
import { z } from 'zod';
import { FONDS_PATTERN } from '../../domain/archive-no.ts';
import { enteredLine } from '../../domain/text/entered.ts';

export const companySchema = enteredLine(120).min(2);
export const fondsSchema = z.string().trim().regex(FONDS_PATTERN, { message: 'vault.fonds_pattern' });
export const nameSchema = enteredLine(60).min(1);

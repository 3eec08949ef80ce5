/** What procedures of reports take in common. */
import { z } from 'zod';

export const idSchema = z.int().positive();
export const passwordSchema = z.string().min(1).max(1_000);

import { z } from 'zod';

const sheet = z.string().trim().min(1).max(500);

/** Two recovery sheets, as they are typed into a form. */
export const sheetsShape = { first: sheet, second: sheet };
export const NO_SHEETS = { first: '', second: '' };

import { z } from 'zod';

/** Fewest characters of a password; the vault checks this and the common ones again. */
export const PASSWORD_MIN = 12;

/** A new password typed twice. */
export const newPasswordShape = {
  password: z.string().min(PASSWORD_MIN).max(1000),
  repeat: z.string().min(1),
};

export function repeatsPassword(input: { password: string; repeat: string }): boolean {
  return input.password === input.repeat;
}

export const repeatIssue = { path: ['repeat'], message: 'vault.repeat_differs' };

/** The password of every account of the vault to try things in. No secret: the screens tell it. */
export const TRIAL_PASSWORD = 'kedang-trial';

/** The tabs of one archive. */
export const TABS = ['profile', 'people', 'history'] as const;
export type CustomerTab = (typeof TABS)[number];

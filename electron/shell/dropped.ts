/** Files of one drop of which anything is told on: of more than one none is taken. */
export const MOST_DROPPED = 2;

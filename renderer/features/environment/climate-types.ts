import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../lib/contracts.ts';

type Outputs = inferRouterOutputs<AppRouter>['environment'];
export type RoomClimate = Outputs['get'];
export type ClimateEntry = RoomClimate['entries'][number];
export type FilePreview = Outputs['preview'];

/** What a dialog about a room is given; `name` is what people call it. */
export interface RoomDialog {
  readonly room: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Seconds of the clock on the wall as it showed them. */
export function wallText(at: number): string {
  return new Date(at * 1_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Tenths as a figure: 21.5. */
export const tenthsText = (tenths: number): string => (tenths / 10).toFixed(1);

/** What was typed as tenths; null for nothing, undefined for what is no figure. */
export function readTyped(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const figure = /^-?\d{1,3}(?:[.,]\d)?$/.exec(text.normalize('NFKC').trim())?.[0];
  return figure === undefined ? undefined : Math.round(Number(figure.replace(',', '.')) * 10);
}

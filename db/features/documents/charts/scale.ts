/** Where an axis begins and ends, and how far its marks are from one another. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

/** Marks at round numbers, some `marks` of them; `fromZero` for what is measured by its length. */
export function scaleOf(values: readonly number[], marks: number, fromZero: boolean): Scale {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const lowest = Math.min(...values);
  // What hardly changes far above nothing would be a straight line.
  const near = !fromZero && lowest > 0 && most - lowest < most / 4 && most > lowest;
  const from = near ? lowest : least;
  // Between whole numbers there is nothing.
  const finest = values.every(Number.isInteger) ? 1 : 0;
  const interval = Math.max(finest, roundInterval((most - from || 1) / Math.max(1, marks)));
  return {
    min: Math.floor(from / interval + 1e-9) * interval,
    max: Math.ceil((most === from ? 1 : most) / interval - 1e-9) * interval,
    interval,
  };
}

function roundInterval(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** A mark of the axis in figures: no more decimals than its distance to the next needs. */
export function markText(value: number, { interval }: Scale): string {
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(interval) + 1e-9)));
  const [whole = '', part] = (value === 0 ? 0 : value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

export function marksOf(scale: Scale): string[] {
  const count = Math.round((scale.max - scale.min) / scale.interval);
  return Array.from({ length: count + 1 }, (_, at) => markText(scale.min + at * scale.interval, scale));
}

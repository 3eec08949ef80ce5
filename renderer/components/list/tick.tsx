import type { ComponentProps } from 'react';

interface TickProps extends Omit<ComponentProps<'input'>, 'ref' | 'type'> {
  readonly indeterminate?: boolean | undefined;
}

const around = { display: 'grid', placeItems: 'center', width: 36, height: 36, cursor: 'pointer' } as const;
const box = { width: 16, height: 16, margin: 0, accentColor: 'var(--kd-palette-primary-main)' } as const;

/** A box to tick in a list: the browser's own, for every row has one, and all are drawn anew at each key of a search. */
export function Tick({ indeterminate = false, ...props }: TickProps) {
  const ref = (input: HTMLInputElement | null) => {
    if (input) input.indeterminate = indeterminate;
  };
  return (
    <label style={around}>
      <input {...props} ref={ref} type="checkbox" style={box} />
    </label>
  );
}

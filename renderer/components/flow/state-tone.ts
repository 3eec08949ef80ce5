import type { Tone } from '../state-mark.tsx';

/** What the usual states mean to the reader. */
const TONES: Readonly<Record<string, Tone>> = {
  draft: 'draft',
  submitted: 'waiting',
  returned: 'due',
  refused: 'due',
  ended: 'stopped',
  expired: 'stopped',
  cancelled: 'stopped',
  superseded: 'stopped',
  withdrawn: 'stopped',
  accepted: 'done',
  filed: 'done',
};

/** Others are under way, or done where nobody is waited for. */
export function toneOf(state: string, isOver = false): Tone {
  return TONES[state] ?? (isOver ? 'done' : 'active');
}

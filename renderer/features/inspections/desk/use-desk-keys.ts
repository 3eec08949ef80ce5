import { useEffect, useEffectEvent } from 'react';
import { FINDING_KINDS } from '../../../../db/domain/finding.ts';
import { BLANK_SHEET, type Level, type Outcome } from '../../../../db/domain/inspection.ts';
import { nextDegree } from '../texts.ts';
import { outcomeChange, sheetOn } from './desk-state.ts';
import { useDesk } from './use-desk.ts';

/** Keys of the outcomes; those of the findings are 1 to 9. */
export const OUTCOME_KEYS = {
  a: 'in_place',
  s: 'on_loan',
  d: 'missing',
  f: 'misplaced',
} as const satisfies Record<string, Outcome>;
export const keyOfOutcome = (outcome: Outcome): string =>
  Object.entries(OUTCOME_KEYS)
    .find(([, one]) => one === outcome)?.[0]
    ?.toUpperCase() ?? '';

/** The field that N leads to. */
export const NOTE_FIELD = 'inspection-note';

/** The desk by keys alone: they are of the sheet in hand, unless somebody types into a field. */
export function useDeskKeys(keys: {
  enabled: boolean;
  at: Level | null;
  onLevel: (step: 1 | -1) => void;
  /** Null where no room is known. */
  onClimate: (() => void) | null;
}): void {
  const desk = useDesk();
  const press = useEffectEvent((key: string): boolean => {
    if (key === 'z') return does(() => void desk.takeBack());
    if (key === ']' || key === '[') return does(() => keys.onLevel(key === ']' ? 1 : -1));
    if (key === 'e' && keys.onClimate) return does(keys.onClimate);
    const state = desk.state();
    const archive = state.inHand;
    if (!archive) return false;
    if (key === 'n') return does(() => document.getElementById(NOTE_FIELD)?.focus());
    const kind = FINDING_KINDS[Number(key) - 1];
    const { findings } = sheetOn(state, archive.id) ?? BLANK_SHEET;
    if (kind) return does(() => desk.change(archive, { findings: nextDegree(findings, kind) }));
    const outcome = Object.hasOwn(OUTCOME_KEYS, key) ? OUTCOME_KEYS[key as keyof typeof OUTCOME_KEYS] : null;
    return outcome ? does(() => desk.change(archive, outcomeChange(outcome, archive, keys.at))) : false;
  });
  const { enabled } = keys;
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (isTyping(event.target) || document.querySelector('[role=dialog], [role=menu]')) return;
      if (press(event.key.toLowerCase())) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

function does(act: () => void): true {
  act();
  return true;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

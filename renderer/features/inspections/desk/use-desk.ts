import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { keepBeforeLock } from '../../../lib/drafts.ts';
import { readSetting, writeSetting } from '../../../lib/machine-settings.ts';
import { playAlready, playBad, playOk } from '../../../lib/scanner/sounds.ts';
import { useUnkept } from '../../../lib/unkept.ts';
import { useVaultClient } from '../../../lib/vault.ts';
import type { DeskState } from './desk-state.ts';
import { DeskStore, type Sound } from './desk-store.ts';

export const DeskContext = createContext<DeskStore | null>(null);

export function useDesk(): DeskStore {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk outside of the desk');
  return desk;
}

/** A part of what the desk knows; drawn again when that part is another. */
export function useDeskState<Part>(part: (state: DeskState) => Part): Part {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, () => part(desk.state()));
}

const SOUNDS: Readonly<Record<Sound, () => void>> = { ok: playOk, already: playAlready, bad: playBad };
const SETTING = 'scan-sound';

export const isSoundOn = (): boolean => readSetting(SETTING) !== 'off';
export const setSound = (isOn: boolean): void => writeSetting(SETTING, isOn ? 'on' : 'off');

/** The desk of this window for one inspection; what is still on a sheet is written when the screen is left. */
export function useDeskStore(inspectionId: number): DeskStore {
  const { inspections } = useVaultClient();
  const [desk] = useState(
    () =>
      new DeskStore(
        {
          scan: (input) => inspections.scan.mutate(input),
          note: (input) => inspections.note.mutate(input),
          putRight: (input) => inspections.putRight.mutate(input),
          sheet: (customerId) => inspections.sheet.query({ id: inspectionId, customerId }),
        },
        (sound) => {
          if (isSoundOn()) SOUNDS[sound]();
        },
      ),
  );
  const drafts = useSyncExternalStore(desk.subscribe, () => desk.state().drafts);
  useUnkept(drafts.size > 0);
  useEffect(() => keepBeforeLock('inspections.desk', desk.flush), [desk]);
  useEffect(() => () => void desk.flush(), [desk]);
  return desk;
}

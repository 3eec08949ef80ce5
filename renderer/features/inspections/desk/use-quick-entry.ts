import { useEffect, useEffectEvent, useState } from 'react';
import { FOLDER_CODE_DIGITS, parseCode } from '../../../../db/domain/folder-code.ts';
import { AppError } from '../../../../db/domain/errors.ts';
import type { Sheet } from '../../../../db/domain/inspection.ts';
import { useVaultClient } from '../../../lib/vault.ts';
import type { OnShelf, ShownEntry, WalkLine } from '../inspection-types.ts';
import type { QuickCodes } from './open-desk.tsx';
import { useDesk } from './use-desk.ts';

/** An archive whose outcome is asked for. */
export type QuickLine = OnShelf & { readonly entry: ShownEntry | null };

export interface QuickDoneLine {
  readonly archive: OnShelf;
  readonly sheet: Sheet;
}

/** One line of the list after the other. */
export function useQuickEntry(inspectionId: number, scans: QuickCodes) {
  const desk = useDesk();
  const { inspections } = useVaultClient();
  const [found, setFound] = useState<readonly WalkLine[]>([]);
  const [chosen, setChosen] = useState<QuickLine | null>(null);
  const [done, setDone] = useState<readonly QuickDoneLine[]>([]);
  const [error, setError] = useState<unknown>(null);
  const reset = () => {
    setFound([]);
    setChosen(null);
    setError(null);
  };
  const choose = (line: QuickLine) => {
    setFound([]);
    setChosen(line);
    desk.pick(line, line.entry);
  };
  const scan = async (code: string) => {
    reset();
    const looked = await desk.scan(code, null);
    const { answer } = desk.state();
    if (looked) setChosen({ ...looked.archive, entry: looked.entry });
    else if (answer?.kind === 'refused') setError(answer.error);
    if (looked) add(looked.archive);
  };
  const add = (archive: OnShelf) => {
    const sheet = desk.state().entries.get(archive.id)?.sheet;
    if (sheet)
      setDone((before) => [{ archive, sheet }, ...before.filter((one) => one.archive.id !== archive.id)]);
  };
  const hear = useEffectEvent((code: string) => void scan(code));
  useEffect(() => scans.listen(hear), [scans]);
  return {
    found,
    chosen,
    done,
    error,
    reset,
    choose,
    /** A code as it stands on a label, or the end of a 档号. */
    async find(text: string) {
      reset();
      if (isCode(text)) return scan(text.trim());
      try {
        const lines = await inspections.find.query({ id: inspectionId, ending: text });
        const [only, ...others] = lines;
        if (only && others.length === 0) choose(only);
        else if (!only) setError(new AppError('inspections.none_ends_so', { ending: text.trim() }));
        else setFound(lines);
      } catch (thrown) {
        setError(thrown);
      }
    },
    /** How it stands; nothing where it stays as it is noted. */
    async enter(sheet: Partial<Sheet> | null) {
      const archive = chosen;
      if (!archive) return;
      if (sheet) await desk.enter(archive, sheet);
      const { answer } = desk.state();
      if (desk.state().drafts.has(archive.id) && answer?.kind === 'refused') return setError(answer.error);
      add(archive);
      return reset();
    },
  };
}

/** Whether it is meant for a label rather than the end of a number. */
function isCode(text: string): boolean {
  const digits = text.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d+$/.test(digits) || digits.length !== FOLDER_CODE_DIGITS) return false;
  try {
    parseCode(digits);
    return true;
  } catch {
    // The end of a 档号 may have as many.
    return false;
  }
}

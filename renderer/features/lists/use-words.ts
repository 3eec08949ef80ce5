import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_SETTINGS } from '../../../db/domain/settings.ts';
import type { Choice } from '../../components/form/choice-control.tsx';
import { useVault } from '../../lib/vault.ts';

/** The words behind the codes of a vault: lists that 主管 edits, places of GB/T 2260, people. */
export interface Words {
  /** False while the lists are being read. */
  readonly ready: boolean;
  /** The list of `list_item` from which grades come (rules.md R2). */
  readonly gradeList: string;
  /** The word for a code; the code itself when the list lacks it, null for null. */
  readonly label: (list: string, code: string | null) => string | null;
  /** What may be chosen: the items in use, and `kept` even when it has gone out of use. */
  readonly choices: (list: string, kept?: string | null) => ReadonlyArray<Choice<string>>;
  readonly place: (code: string | null) => string | null;
  /** The places inside one; the provinces for null. */
  readonly placesIn: (code: string | null) => ReadonlyArray<Choice<string>>;
  readonly person: (id: number | null) => string | null;
  readonly people: ReadonlyArray<Choice<number>>;
}

/** Read once and kept; a change of the lists is told by the vault. */
const KEPT = { staleTime: Number.POSITIVE_INFINITY } as const;

export function useWords(): Words {
  const { i18n } = useTranslation();
  const vault = useVault();
  const lists = useQuery({ ...vault.lists.all.queryOptions(), ...KEPT }).data;
  const divisions = useQuery({ ...vault.lists.divisions.queryOptions(), ...KEPT }).data;
  const persons = useQuery({ ...vault.accounts.people.queryOptions(), ...KEPT }).data;
  const settings = useQuery({ ...vault.settings.get.queryOptions(), ...KEPT }).data;
  const english = i18n.language === 'en';

  const places = useMemo(() => indexPlaces(divisions ?? []), [divisions]);
  const names = useMemo(() => new Map(persons?.map((person) => [person.id, person.name])), [persons]);
  return useMemo(() => {
    const word = (item: { labelZh: string; labelEn: string }) =>
      english && item.labelEn ? item.labelEn : item.labelZh;
    return {
      ready: Boolean(lists && divisions && persons && settings),
      gradeList: settings?.gradeList ?? DEFAULT_SETTINGS.gradeList,
      label: (list, code) => {
        const item = lists?.[list]?.find((one) => one.code === code);
        return item ? word(item) : code;
      },
      choices: (list, kept) =>
        (lists?.[list] ?? [])
          .filter((item) => item.active || item.code === kept)
          .map((item) => ({ value: item.code, label: word(item) })),
      place: (code) => (code === null ? null : (places.names.get(code) ?? code)),
      placesIn: (code) => places.inside.get(code ?? '') ?? [],
      person: (id) => (id === null ? null : (names.get(id) ?? null)),
      people: (persons ?? []).map((person) => ({ value: person.id, label: person.name })),
    };
  }, [lists, divisions, persons, settings, english, places, names]);
}

function indexPlaces(divisions: ReadonlyArray<readonly [string, string, string]>) {
  const names = new Map<string, string>();
  const inside = new Map<string, Choice<string>[]>();
  for (const [code, name, parent] of divisions) {
    names.set(code, name);
    const siblings = inside.get(parent);
    if (siblings) siblings.push({ value: code, label: name });
    else inside.set(parent, [{ value: code, label: name }]);
  }
  return { names, inside };
}

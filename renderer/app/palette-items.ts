import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MatchRange } from '../components/mark.tsx';
import { foundIn } from '../features/customers/customer-text.ts';
import { useLock } from '../features/vault/use-lock.ts';
import { useVault } from '../lib/vault.ts';
import { useOpenedArchives } from '../lib/opened-archives.tsx';
import { useCan } from '../lib/session.tsx';
import { matchesChoice } from '../lib/pinyin.ts';
import { useSettled } from '../lib/use-later.ts';
import { useSections, useStarters } from '../lib/subjects.ts';

export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  /** What matched in the label, where the vault says so; otherwise the typed words are looked for. */
  readonly labelRanges?: readonly MatchRange[];
  /** What matched besides the name. */
  readonly detail?: { readonly field: string; readonly text: string; readonly ranges: readonly MatchRange[] };
  readonly aside: string;
  readonly run: () => void;
}

const ARCHIVES_SHOWN = 12;

function useCommands(): PaletteItem[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const lock = useLock();
  const sections = useSections();
  const starters = useStarters();
  const goTo = (to: string) => () => void navigate({ to });
  return [
    ...sections.map((section) => ({
      key: `section.${section.key}`,
      label: t(`app:section.${section.key}`),
      aside: t('app:search.section'),
      run: goTo(section.to),
    })),
    ...starters.map((starter) => ({
      key: `command.${starter.key}`,
      label: t(`app:command.${starter.key}`),
      aside: t('app:search.command'),
      run: goTo(starter.to),
    })),
    { key: 'about', label: t('app:about.title'), aside: t('app:search.command'), run: goTo('/about') },
    { key: 'lock', label: t('app:lock'), aside: 'Ctrl L', run: lock },
  ];
}

/** The archives opened last in this session, as the vault names them now; one that is hidden since is left out. */
function useOpenedAgain(isWanted: boolean): { readonly items: PaletteItem[]; readonly isFound: boolean } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const vault = useVault();
  const ids = useOpenedArchives().list();
  const enabled = isWanted && ids.length > 0;
  const named = useQuery({
    ...vault.customers.named.queryOptions({ ids: [...ids] }),
    enabled,
    staleTime: 0,
    gcTime: 0,
  });
  if (!enabled) return { items: [], isFound: true };
  const byId = new Map(named.data?.map((archive) => [archive.id, archive]));
  const items = ids.flatMap((id) => {
    const archive = byId.get(id);
    if (!archive) return [];
    const run = () => void navigate({ to: `/customers/${id}` });
    const aside = `${t('app:search.opened')}  ${archive.archiveNo}`;
    return [{ key: `opened.${id}`, label: archive.name, aside, run }];
  });
  return { items, isFound: !named.isPending };
}

/** What the palette offers for a text, and before there is one: commands by words or pinyin, archives by the vault's own search. */
export function usePaletteItems(text: string, close: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const vault = useVault();
  const typed = useSettled(text.trim(), 80);
  const mayList = useCan('customers.list');
  const enabled = mayList && typed !== '';
  const opened = useOpenedAgain(mayList && text.trim() === '');
  const found = useQuery({
    ...vault.search.query.queryOptions({ text: typed, limit: ARCHIVES_SHOWN }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const commands = useCommands().filter((command) => matchesChoice(command.label, text));
  const archives: PaletteItem[] = (enabled ? (found.data?.results ?? []) : []).map((result) => {
    const elsewhere = result.matched.find((match) => match.field !== 'name');
    return {
      key: `archive.${result.id}`,
      label: result.name,
      labelRanges: result.matched.find((match) => match.field === 'name')?.ranges ?? [],
      ...(elsewhere && { detail: { ...elsewhere, field: foundIn(t, elsewhere.field) } }),
      aside: `${t(`common:category.${result.category}`)}  ${result.archiveNo}`,
      run: () => void navigate({ to: `/customers/${result.id}` }),
    };
  });
  const items = [...opened.items, ...archives, ...commands].map((item) => ({
    ...item,
    run: () => {
      close();
      item.run();
    },
  }));
  const isSought = typed === text.trim() && (!enabled || (!found.isPending && !found.isPlaceholderData));
  return {
    items,
    /** They are those of the text, and no more come. */
    isFound: isSought && opened.isFound,
    total: enabled && found.data ? found.data.total : null,
    totalIsExact: found.data?.totalIsExact,
    searching: enabled && found.isFetching,
    failed: enabled && found.isError,
  };
}

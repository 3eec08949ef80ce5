import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { REPAIR_KINDS, type RepairKind } from '../../../db/domain/finding.ts';
import { FacetsPanel, type Facet } from '../../components/facets.tsx';
import type { ActiveFilter } from '../../components/filter-bar.tsx';
import type { RepairCounts } from './repair-types.ts';
import { isNarrowed, type RepairSearch } from './search.ts';

interface FacetsProps {
  readonly search: RepairSearch;
  readonly counts: RepairCounts | undefined;
  readonly onSearch: (change: Partial<RepairSearch>) => void;
}

const roomText = (t: TFunction, room: string) => (room === '' ? t('repairs:no_room') : room);
const someOf = <Value,>(values: readonly Value[]) => (values.length > 0 ? [...values] : undefined);

/** What can be narrowed down, with how many each choice would give. */
export function RepairFacets({ search, counts, onSearch }: FacetsProps) {
  const { t } = useTranslation();
  if (!counts) return <FacetsPanel facets={[]} waiting onChange={() => undefined} />;
  const { kind = [], room = [] } = search;
  const byKind = new Map(counts.kinds.map((one) => [one.kind, one.count]));
  const byRoom = new Map(counts.rooms.map((one) => [one.room, one.count]));
  const facets: Facet[] = [
    {
      key: 'overdue',
      title: t('repairs:facet.due'),
      chosen: search.overdue ? ['overdue'] : [],
      values: [{ value: 'overdue', label: t('repairs:overdue'), count: counts.overdue }],
    },
    {
      key: 'kind',
      title: t('repairs:facet.kind'),
      chosen: kind,
      values: REPAIR_KINDS.filter((one) => byKind.has(one) || kind.includes(one)).map((value) => ({
        value,
        label: t(`common:finding.${value}`),
        count: byKind.get(value) ?? 0,
      })),
    },
    {
      key: 'room',
      title: t('repairs:facet.room'),
      chosen: room,
      values: [...new Set([...byRoom.keys(), ...room])].map((value) => ({
        value,
        label: roomText(t, value),
        count: byRoom.get(value) ?? 0,
      })),
    },
  ];
  const isOpen = (search.state ?? 'open') === 'open';
  // Of no repairs at all there is nothing to narrow down.
  const shown = facets.filter(({ key, values }) =>
    key === 'overdue' ? isOpen && (counts.total > 0 || isNarrowed(search)) : values.length > 0,
  );
  if (shown.length === 0) return null;
  return (
    <FacetsPanel
      facets={shown}
      onChange={(key, chosen) => {
        if (key === 'overdue') onSearch({ overdue: chosen.length > 0 ? true : undefined });
        else if (key === 'room') onSearch({ room: someOf(chosen) });
        else onSearch({ kind: someOf(REPAIR_KINDS.filter((one) => chosen.includes(one))) });
      }}
    />
  );
}

/** The filters in force as chips that can be taken off. */
export function useActiveFilters({ search, onSearch }: Omit<FacetsProps, 'counts'>): ActiveFilter[] {
  const { t } = useTranslation();
  const { kind = [], room = [], overdue } = search;
  const chip = (key: string, name: string, value: string, onRemove: () => void): ActiveFilter => ({
    key: `${key}:${value}`,
    label: t('common:filter.chip', { name, value }),
    onRemove,
  });
  const without = <Value extends RepairKind | string>(values: readonly Value[], value: Value) =>
    someOf(values.filter((one) => one !== value));
  return [
    ...(overdue
      ? [
          chip('overdue', t('repairs:facet.due'), t('repairs:overdue'), () =>
            onSearch({ overdue: undefined }),
          ),
        ]
      : []),
    ...kind.map((one) =>
      chip('kind', t('repairs:facet.kind'), t(`common:finding.${one}`), () =>
        onSearch({ kind: without(kind, one) }),
      ),
    ),
    ...room.map((one) =>
      chip('room', t('repairs:facet.room'), roomText(t, one), () => onSearch({ room: without(room, one) })),
    ),
  ];
}

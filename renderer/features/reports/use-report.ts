import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReportFigures, ReportTable } from '../../../db/domain/reports/figures.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { Asked } from './search.ts';

export interface ShownReport {
  readonly query: UseQueryResult<ReportFigures>;
  /** Stops what is being computed; what was shown before stays. */
  readonly cancel: () => void;
}

/** The picture of a table as SVG; null while it is awaited, undefined where there is none. */
export type Pictures = (table: ReportTable) => string | null | undefined;

/** They come after the figures and keep nobody waiting. */
export function useCharts(asked: Asked, figures: ReportFigures | undefined): Pictures {
  const vault = useVault();
  const client = useVaultClient();
  const charts = useQuery({
    queryKey: [...vault.reports.charts.mutationKey(), asked],
    queryFn: ({ signal }) => client.reports.charts.mutate(asked, { signal }),
    placeholderData: keepPreviousData,
    enabled: hasCharts(figures),
  });
  return usePictures(charts);
}

/** The same of a report that is frozen. */
export function useRunCharts(
  { id, compiledAt }: { readonly id: number; readonly compiledAt: number },
  figures: ReportFigures | undefined,
): Pictures {
  const vault = useVault();
  const client = useVaultClient();
  const charts = useQuery({
    // Beside the figures, which are another look once they are compiled anew.
    queryKey: [...vault.reports.open.queryKey({ id }), compiledAt, 'charts'],
    queryFn: ({ signal }) => client.reports.draw.mutate({ id }, { signal }),
    staleTime: Infinity,
    enabled: hasCharts(figures),
  });
  return usePictures(charts);
}

const hasCharts = (figures: ReportFigures | undefined): boolean =>
  figures?.tables.some(({ chart }) => chart !== null) ?? false;

type Drawn = ReadonlyArray<{ readonly table: string; readonly svg: string }>;

function usePictures({
  data,
  isPending,
  isPlaceholderData,
}: Pick<UseQueryResult<Drawn>, 'data' | 'isPending' | 'isPlaceholderData'>): Pictures {
  return useMemo(() => {
    const drawn = new Map(data?.map(({ table, svg }) => [table, svg]));
    const others = isPending || isPlaceholderData ? null : undefined;
    return ({ key, chart }) => (chart === null ? undefined : (drawn.get(key) ?? others));
  }, [data, isPending, isPlaceholderData]);
}

/** The figures of what is asked; those of before stay until they are there. */
export function useReport(asked: Asked): ShownReport {
  const vault = useVault();
  const client = useVaultClient();
  const queries = useQueryClient();
  const queryKey = [...vault.reports.run.mutationKey(), asked];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.reports.run.mutate(asked, { signal }),
    placeholderData: keepPreviousData,
    enabled: asked.choices.tables?.length !== 0,
  });
  return { query, cancel: () => void queries.cancelQueries({ queryKey }) };
}

import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { Asked } from './search.ts';

export interface ShownReport {
  readonly query: UseQueryResult<ReportFigures>;
  /** Stops what is being computed; what was shown before stays. */
  readonly cancel: () => void;
}

/** Pictures by the keys of their tables; they come after the figures and keep nobody waiting. */
export function useCharts(asked: Asked, figures: ReportFigures | undefined): ReadonlyMap<string, string> {
  const vault = useVault();
  const client = useVaultClient();
  const { data } = useQuery({
    queryKey: [...vault.reports.charts.mutationKey(), asked],
    queryFn: ({ signal }) => client.reports.charts.mutate(asked, { signal }),
    placeholderData: keepPreviousData,
    enabled: hasCharts(figures),
  });
  return useByTable(data);
}

/** The same of a report that is frozen. */
export function useRunCharts(
  { id, compiledAt }: { readonly id: number; readonly compiledAt: number },
  figures: ReportFigures | undefined,
): ReadonlyMap<string, string> {
  const vault = useVault();
  const client = useVaultClient();
  const { data } = useQuery({
    // Beside the figures, which are another look once they are compiled anew.
    queryKey: [...vault.reports.open.queryKey({ id }), compiledAt, 'charts'],
    queryFn: ({ signal }) => client.reports.draw.mutate({ id }, { signal }),
    staleTime: Infinity,
    enabled: hasCharts(figures),
  });
  return useByTable(data);
}

const hasCharts = (figures: ReportFigures | undefined): boolean =>
  figures?.tables.some(({ chart }) => chart !== null) ?? false;

type Drawn = ReadonlyArray<{ readonly table: string; readonly svg: string }>;

function useByTable(drawn: Drawn | undefined): ReadonlyMap<string, string> {
  return useMemo(() => new Map(drawn?.map(({ table, svg }) => [table, svg])), [drawn]);
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

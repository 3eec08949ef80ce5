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
    enabled: figures?.tables.some(({ chart }) => chart !== null) ?? false,
  });
  return useMemo(() => new Map(data?.map(({ table, svg }) => [table, svg])), [data]);
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

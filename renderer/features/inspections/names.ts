import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useVault } from '../../lib/vault.ts';
import { inspectionTitle } from './texts.ts';

/** What people call an inspection, by its id; null for one that is not known yet. */
export function useInspectionNames(): (id: number) => string | null {
  const { t } = useTranslation();
  const vault = useVault();
  const { data } = useQuery(vault.inspections.list.queryOptions());
  return (id) => {
    const line = data?.find((one) => one.id === id);
    return line ? inspectionTitle(t, line) : null;
  };
}

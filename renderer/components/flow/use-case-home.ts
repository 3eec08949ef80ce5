import { useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { INBOX_PATH } from '../../lib/subjects.ts';

export interface CaseHome {
  readonly to: string;
  /** `true`: as it was left. */
  readonly search: true | Record<string, string>;
}

/**
 * Where one goes from a case: to the list of its flow with the cases of a state for whoever came from there, and else to
 * the inbox with what they asked for or what waits for them.
 */
export function useCaseHome(flow: string): (state?: string) => CaseHome {
  const { state: from } = useSearch({ strict: false });
  const isFromList = typeof from === 'string';
  return useCallback(
    (state?: string): CaseHome => {
      if (isFromList) return { to: `/${flow}`, search: state === undefined ? true : { state } };
      return { to: INBOX_PATH, search: state === undefined ? {} : { tab: 'mine' } };
    },
    [flow, isFromList],
  );
}

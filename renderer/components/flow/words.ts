import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export type FlowWords = (key: string, data?: Readonly<Record<string, unknown>>) => string;

/**
 * The words of a flow: its own `<flow>:<key>`, or what all flows say, `common:flow.<key>`. `{{what}}` is what is asked
 * for: `<flow>:what`.
 */
export function useFlowWords(flow: string): FlowWords {
  const { t } = useTranslation();
  return useCallback<FlowWords>(
    (key, data) => t([`${flow}:${key}`, `common:flow.${key}`], { what: t(`${flow}:what`), ...data }),
    [flow, t],
  );
}

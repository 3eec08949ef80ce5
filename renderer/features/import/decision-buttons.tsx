import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Decision } from './import-types.ts';

const DECISIONS: readonly Decision[] = ['update', 'add', 'skip'];

/** 合并更新 / 另建档案 / 跳过, as buttons. */
export function DecisionButtons(props: {
  label: string;
  value: Decision | null;
  disabled?: boolean;
  dense?: boolean;
  onChange: (decision: Decision) => void;
}) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={props.label}
      value={props.value}
      disabled={props.disabled ?? false}
      onChange={(_event, decision: Decision | null) => decision && props.onChange(decision)}
    >
      {DECISIONS.map((decision) => (
        <ToggleButton
          key={decision}
          value={decision}
          {...(props.dense && { sx: { minHeight: 26, py: 0, px: 1 } })}
        >
          {t(`import:decision.${decision}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';
import type { Plan } from './import-types.ts';

/** How many rows of the file nobody sees where it is opened, whether they come in, and the other way round by a click. */
export function HiddenRows(props: {
  hidden: Plan['hidden'];
  disabled: boolean;
  onWanted: (isWanted: boolean) => void;
}) {
  const { t, i18n } = useTranslation();
  const { leftOut, broughtIn } = props.hidden;
  if (leftOut + broughtIn === 0) return null;
  const said = (key: 'left_out' | 'brought_in', count: number) =>
    count > 0 && t(`import:hidden.${key}`, { count, number: formatCount(count, i18n.language) });
  return (
    <Alert
      severity="info"
      action={
        <Button
          color="inherit"
          size="small"
          disabled={props.disabled}
          onClick={() => props.onWanted(leftOut > 0)}
        >
          {t(leftOut > 0 ? 'import:hidden.bring_in' : 'import:hidden.leave_out')}
        </Button>
      }
    >
      {said('left_out', leftOut)}
      {said('brought_in', broughtIn)}
    </Alert>
  );
}

import { Alert } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { errorText, toAppError } from '../../lib/errors.ts';
import { formatRemaining } from '../../lib/format.ts';

/** Seconds that a refusal asks to wait, 0 when it asks nothing. */
export function secondsToWait(thrown: unknown): number {
  const { code, data } = toAppError(thrown);
  return code === 'vault.too_many_tries' && typeof data.seconds === 'number' ? data.seconds : 0;
}

/** Why one cannot get in; while tries are slowed down, the time that is left until the next one. */
export function SignInError(props: { error: unknown; secondsLeft: number }) {
  const { t } = useTranslation();
  if (props.error == null) return null;
  if (secondsToWait(props.error) > 0) {
    if (props.secondsLeft === 0) return null;
    return (
      <Alert severity="warning" role="timer" className="figures">
        {t('vault:unlock.wait', { span: formatRemaining(t, props.secondsLeft) })}
      </Alert>
    );
  }
  return <Alert severity="error">{errorText(t, props.error)}</Alert>;
}

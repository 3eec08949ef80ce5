import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useTold } from '../../lib/use-told.ts';

/** What a vault of an older program needs once, while it opens: how far that is. */
export function Preparing(props: { isRunning: boolean; onCancel?: () => void }) {
  const { t } = useTranslation();
  const told = useTold('vault.open', props.isRunning);
  const { onCancel } = props;
  if (!props.isRunning || told.total === 0) return null;
  return <JobProgress job={told} label={t('vault:unlock.preparing')} {...(onCancel && { onCancel })} />;
}

import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';

/** How much is inspected, as a bar; the figures stand beside it. */
export function ProgressBar(props: { done: number; total: number; label: string; height?: number }) {
  const { i18n } = useTranslation();
  const { done, total, height = 6 } = props;
  const share = total === 0 ? 0 : done / total;
  return (
    <Box
      role="progressbar"
      aria-label={props.label}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuetext={`${formatCount(done, i18n.language)} / ${formatCount(total, i18n.language)}`}
      sx={{
        height,
        borderRadius: height / 2,
        overflow: 'hidden',
        backgroundColor: 'divider',
        minWidth: 24,
      }}
    >
      <Box
        sx={{
          height: '100%',
          width: `${share * 100}%`,
          // What is begun is seen, however little it is.
          minWidth: done > 0 ? 2 : 0,
          backgroundColor: done >= total ? 'success.main' : 'primary.main',
        }}
      />
    </Box>
  );
}

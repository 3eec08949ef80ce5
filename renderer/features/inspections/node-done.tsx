import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../lib/format.ts';
import type { Node } from './desk/level-tree.ts';
import { ProgressBar } from './progress-bar.tsx';

/** How far a room, cabinet or level is, at the end of its line in a tree: a bar and both numbers. */
export function NodeDone(props: {
  readonly node: Pick<Node, 'inspected' | 'count'>;
  readonly barPx: number;
  readonly numbers: Readonly<Record<string, string | number>>;
}) {
  const { t, i18n } = useTranslation();
  const { inspected, count } = props.node;
  const [done, all] = [inspected, count].map((number) => formatCount(number, i18n.language));
  return (
    <>
      <Box aria-hidden sx={{ width: props.barPx, flex: 'none' }}>
        <ProgressBar done={inspected} total={count} label="" height={4} />
      </Box>
      <Typography
        variant="caption"
        className="figures"
        sx={{ flex: 'none', textAlign: 'right', ...props.numbers }}
      >
        {t('inspections:done_of', { done, all })}
      </Typography>
    </>
  );
}

import { Box, Typography } from '@mui/material';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { BulkChange } from '../../../db/domain/customer-bulk.ts';
import { Loading } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatCount } from '../../lib/format.ts';

export type Preview = inferRouterOutputs<AppRouter>['customers']['previewMany'];
type Group = Preview['changes'];

/** What the change would do: how many change, how many say so already, how many stay as they are, and why. */
export function BulkPreview({ change, preview }: { change: BulkChange; preview: Preview | undefined }) {
  const { t } = useTranslation();
  if (!preview) return <Loading lines={3} />;
  const same = change.way === 'remove' ? 'customers:bulk.without' : 'customers:bulk.same';
  return (
    <Box component="section" aria-label={t('customers:bulk.preview')} sx={panel}>
      <Line group={preview.changes} text={t('customers:bulk.changes')} strong />
      {preview.same.count > 0 && <Line group={preview.same} text={t(same)} />}
      {preview.kept.count > 0 && <Line group={preview.kept} text={t('customers:bulk.kept')} />}
      {preview.cannot.map(({ why, ...group }) => (
        <Line key={why} group={group} text={t(`customers:bulk.cannot.${why}`)} refused />
      ))}
    </Box>
  );
}

const panel = {
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  columnGap: 1.5,
  rowGap: 0.5,
  p: 1.5,
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
};

/** The number, in a column of its own, and what it is of, with some of them by name. */
function Line(props: { group: Group; text: string; strong?: boolean; refused?: boolean }) {
  const { t, i18n } = useTranslation();
  const { group, text, strong = false, refused = false } = props;
  const names = group.archives.map(({ name }) => name).join(t('common:comma'));
  const weight = strong ? 600 : 400;
  return (
    <>
      <Typography
        className="figures"
        sx={{
          textAlign: 'right',
          fontWeight: weight,
          color: refused && group.count > 0 ? 'warning.main' : undefined,
        }}
      >
        {t('customers:bulk.number', { number: formatCount(group.count, i18n.language) })}
      </Typography>
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ fontWeight: weight }}>{text}</Typography>
        {names !== '' && (
          <Typography
            variant="caption"
            noWrap
            title={names}
            sx={{ display: 'block', color: 'text.secondary' }}
          >
            {t(group.count > group.archives.length ? 'customers:bulk.such_as' : 'customers:bulk.these', {
              names,
            })}
          </Typography>
        )}
      </Box>
    </>
  );
}

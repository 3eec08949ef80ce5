import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { QueryView } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useFiltered } from '../desk/use-desk-queries.ts';
import type { WalkFilter } from '../search.ts';

/** 档号 of each archive that stands so, in the order of the shelves. */
export function OpenList({ inspectionId, filter = 'open' }: { inspectionId: number; filter?: WalkFilter }) {
  const { t, i18n } = useTranslation();
  const { query, lines = [], total, more } = useFiltered(inspectionId, filter);
  const rest = (total ?? 0) - lines.length;
  return (
    <QueryView query={query}>
      {() => (
        <Box component="section" aria-label={t(`inspections:filter.${filter}`)}>
          <Box component="ul" tabIndex={0} sx={list}>
            {lines.map((line) => (
              <Box
                component="li"
                key={line.id}
                sx={{ display: 'flex', gap: 1.5, px: 1.5, height: 28, alignItems: 'center' }}
              >
                <Typography className="figures">{line.archiveNo}</Typography>
                <Typography noWrap sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}>
                  {line.name}
                </Typography>
              </Box>
            ))}
          </Box>
          {rest > 0 && (
            <Button size="small" onClick={more} loading={query.isFetchingNextPage}>
              {t('inspections:open.more', { count: rest, formatted: formatCount(rest, i18n.language) })}
            </Button>
          )}
        </Box>
      )}
    </QueryView>
  );
}

const list = {
  m: 0,
  p: 0,
  listStyle: 'none',
  maxHeight: 224,
  overflowY: 'auto',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
};

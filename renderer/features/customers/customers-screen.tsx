import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { ListDetail } from '../../components/page.tsx';
import type { ListSearch } from './list-search.ts';

/** 档案: the list, and beside it the archive that is open; a form takes the whole width. */
export function CustomersScreen(props: {
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  openId: number | undefined;
  detail: ReactNode;
  whole: boolean;
}) {
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <ListDetail list={null} detail={props.detail} full={props.whole} />
    </Box>
  );
}

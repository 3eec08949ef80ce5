import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { ListDetail } from '../../components/page.tsx';
import { CustomerList } from './customer-list.tsx';
import type { ListSearch } from './list-search.ts';

/** 档案: the list, and beside it the archive that is open; a form takes the whole width. */
export function CustomersScreen(props: {
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  openId: number | undefined;
  onOpen: (id: number) => void;
  detail: ReactNode;
  whole: boolean;
}) {
  const { detail, whole, ...list } = props;
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <ListDetail
        list={<CustomerList {...list} narrow={detail !== null} isCovered={whole} />}
        detail={detail}
        full={whole}
        listWidth={40}
      />
    </Box>
  );
}

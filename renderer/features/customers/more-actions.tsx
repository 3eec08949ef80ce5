import MoreIcon from '@mui/icons-material/MoreHoriz';
import { Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FullCustomer } from './customer-record.ts';
import { JoinDialog } from './join-dialog.tsx';

/** What is done with an archive now and then. */
export function MoreActions(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [joining, setJoining] = useState(false);
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<MoreIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('customers:more')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setJoining(true);
          }}
        >
          {t('customers:join.action')}
        </MenuItem>
      </Menu>
      {joining && <JoinDialog customer={props.customer} onClose={() => setJoining(false)} />}
    </>
  );
}

import { Box, Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/states.tsx';
import { Can } from '../../lib/session.tsx';

/** Nothing in the list: because of what is asked for, or because nothing has been filed yet. */
export function ListEmpty(props: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (props.filtered) {
    return (
      <Empty
        title={t('customers:empty.none_found')}
        action={
          <Button variant="outlined" onClick={props.onClear}>
            {t('customers:empty.clear')}
          </Button>
        }
      >
        {t('customers:empty.hint')}
      </Empty>
    );
  }
  return (
    <Empty
      title={t('customers:empty.title')}
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Can action="customers.import">
            <Button component={Link} to="/import" variant="contained">
              {t('customers:empty.import')}
            </Button>
          </Can>
          <Can action="customers.create">
            <Button component={Link} to="/customers/new" variant="outlined">
              {t('customers:new')}
            </Button>
          </Can>
        </Box>
      }
    >
      {t('customers:empty.text')}
    </Empty>
  );
}

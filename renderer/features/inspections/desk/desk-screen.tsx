import { Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty, QueryView } from '../../../components/states.tsx';
import { isRefusal } from '../../../lib/errors.ts';
import type { DeskSearch } from '../search.ts';
import { OpenDesk } from './open-desk.tsx';
import { useDeskStore, DeskContext } from './use-desk.ts';
import { useInspection } from './use-desk-queries.ts';

interface DeskScreenProps {
  readonly id: number;
  readonly search: DeskSearch;
  readonly onSearch: (search: DeskSearch) => void;
}

/** One inspection: the desk of whoever inspects, and where it is signed (rules.md D1). */
export function DeskScreen(props: DeskScreenProps) {
  const { t } = useTranslation();
  const query = useInspection(props.id);
  const desk = useDeskStore(props.id);
  if (query.error && isRefusal(query.error, 'inspections.not_found'))
    return (
      <Empty
        title={t('inspections:not_found')}
        action={
          <Button component={Link} to="/inspections" variant="outlined">
            {t('inspections:to_register')}
          </Button>
        }
      >
        {t('inspections:not_found_text')}
      </Empty>
    );
  return (
    <DeskContext value={desk}>
      <QueryView query={query} lines={12}>
        {(inspection) => <OpenDesk {...props} inspection={inspection} />}
      </QueryView>
    </DeskContext>
  );
}

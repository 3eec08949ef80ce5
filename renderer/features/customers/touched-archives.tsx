import { Box } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useInstantText } from '../../lib/use-today.ts';

/** An archive that something has touched since; without its id for who may not know which one it is. */
export interface TouchedArchive {
  readonly id: number | null;
  readonly archiveNo: string | null;
  readonly name: string | null;
  /** What touched it; null where it is the person who may not change it. */
  readonly touch: { readonly kind: string; readonly at: number; readonly by: string } | null;
}

/** Archives that stand in the way of an undoing, each with what touched it since. */
export function TouchedArchives({ archives }: { archives: readonly TouchedArchive[] }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  return (
    <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, maxHeight: 200, overflow: 'auto' }}>
      {archives.map(({ id, archiveNo, name, touch }, at) => (
        <li key={id ?? `closed ${at}`}>
          {id === null ? (
            t('customers:bulk.closed_archive')
          ) : (
            <Box component={Link} to={`/customers/${id}`} sx={{ color: 'primary.main' }}>
              <span className="figures">{archiveNo}</span> {name}
            </Box>
          )}{' '}
          {touch
            ? t(`customers:touch.${touch.kind}`, { by: touch.by, at: instantText(touch.at) })
            : t('customers:bulk.cannot.no_right')}
        </li>
      ))}
    </Box>
  );
}

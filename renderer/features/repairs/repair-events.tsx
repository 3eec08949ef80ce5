import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { reasonText } from '../../lib/reason-text.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useInspectionNames } from '../inspections/names.ts';
import type { RepairEvent } from './repair-types.ts';

/** What happened to a repair as a line from top to bottom, the oldest first. */
export function RepairEvents({ events }: { events: readonly RepairEvent[] }) {
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {events.map((event, index) => (
        <Box component="li" key={event.id} sx={{ display: 'flex', gap: 1.5 }}>
          <Box aria-hidden sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', width: 12 }}>
            <Box sx={dot} />
            {index < events.length - 1 && <Box sx={joint} />}
          </Box>
          <EventText event={event} />
        </Box>
      ))}
    </Box>
  );
}

const dot = {
  width: 10,
  height: 10,
  mt: 0.75,
  flex: 'none',
  borderRadius: '50%',
  backgroundColor: 'info.main',
};
const joint = { flex: 1, width: 0, borderLeft: '1px solid', borderColor: 'divider', my: 0.5 };

function EventText({ event }: { event: RepairEvent }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const nameOf = useInspectionNames();
  const { what, degree, source, method, doer, dueOn, doneOn } = event;
  const said = [
    degree && t(`common:degree.${degree}`),
    source &&
      ((source.kind === 'inspection' && nameOf(source.id)) ||
        t('repairs:source', {
          what: t(`repairs:source.${source.kind}`, { defaultValue: source.kind }),
          id: source.id,
        })),
    method && t(`common:repair_method.${method}`),
    doer && t('repairs:by_doer', { doer }),
    dueOn && t('repairs:until', { day: dueOn }),
    doneOn && t('repairs:done_on', { day: doneOn }),
    event.reason && reasonText(t, 'repairs', event),
  ].filter(Boolean);
  return (
    <Box sx={{ pb: 1.5, minWidth: 0 }}>
      <Typography sx={{ fontWeight: 500 }}>
        {t(`repairs:step.${what}`)}
        {said.length > 0 && (
          <Typography component="span" sx={{ ml: 1, overflowWrap: 'anywhere' }}>
            {said.join(t('common:list_comma'))}
          </Typography>
        )}
      </Typography>
      {event.note && (
        <Typography sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{event.note}</Typography>
      )}
      <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
        {t('repairs:by_and_at', { by: event.by, at: instantText(event.at) })}
      </Typography>
    </Box>
  );
}

import { Alert, Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { shareInRange } from '../../../db/domain/environment/figures.ts';
import { TICKS } from '../../../db/domain/environment/readings.ts';
import { percentText } from '../../../db/domain/figures/rates.ts';
import { Facts, Section } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Empty } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { ClimateCurve } from './climate-curve.tsx';
import { tenthsText, wallText, type RoomClimate } from './climate-types.ts';
import { EntryList } from './entry-list.tsx';

const HOUR = 3_600;

/** What is known of a room: its shares, its curve, when it was out of range, what was looked at, what was recorded. */
export function RoomClimateView({ climate, title }: { climate: RoomClimate; title: string }) {
  const { t } = useTranslation();
  const { span, points, figures, limits, entries, unreadable } = climate;
  if (entries.length === 0)
    return <Empty title={t('environment:empty')}>{t('environment:empty_text')}</Empty>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {unreadable > 0 && (
        <Alert severity="warning">{t('environment:unreadable', { count: unreadable })}</Alert>
      )}
      <Section title={t('environment:figures')}>
        <Shares climate={climate} />
      </Section>
      <Section title={t('environment:curve')}>
        <ClimateCurve
          span={span}
          points={points}
          noData={figures.noData}
          limits={limits}
          title={t('environment:curve_of', { room: title })}
        />
      </Section>
      <Section title={t('environment:spells')}>
        <Spells figures={figures} />
      </Section>
      {climate.checks.length > 0 && (
        <Section title={t('environment:checks')}>
          <Checks checks={climate.checks} />
        </Section>
      )}
      <Section title={t('environment:entries')}>
        <EntryList entries={entries} />
      </Section>
    </Box>
  );
}

function Shares({ climate }: { climate: RoomClimate }) {
  const { t, i18n } = useTranslation();
  const figure = (count: number) => formatCount(count, i18n.language);
  const { figures, limits } = climate;
  const { measured, extremes, counts, noData } = figures;
  // A percentage shows its base (rules.md B1).
  const percent = percentText(shareInRange(figures));
  const share = percent === null ? '—' : `${percent} %`;
  const range = (measure: 'temperature' | 'humidity') => {
    const found = extremes[measure];
    if (!found) return '—';
    const [low, high] = [tenthsText(found.low), tenthsText(found.high)];
    return low === high ? low : `${low} – ${high}`;
  };
  const wanted = (measure: 'temperature' | 'humidity') =>
    t('environment:wanted', { low: tenthsText(limits[measure].low), high: tenthsText(limits[measure].high) });
  const missing = noData.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    <Facts
      least={380}
      facts={[
        {
          label: t('environment:in_range'),
          value: t('environment:share_of', { share, hours: figure(Math.round(measured / HOUR)) }),
        },
        {
          label: t('environment:readings'),
          value: t('environment:readings_count', { count: figures.count, formatted: figure(figures.count) }),
        },
        { label: t('environment:temperature'), value: `${range('temperature')} ${wanted('temperature')}` },
        { label: t('environment:humidity'), value: `${range('humidity')} ${wanted('humidity')}` },
        {
          label: t('environment:no_data'),
          value: t('environment:hours', {
            count: Math.round(missing / HOUR),
            formatted: figure(Math.round(missing / HOUR)),
          }),
        },
        {
          label: t('environment:marked'),
          value: t('environment:readings_count', { count: counts.marked, formatted: figure(counts.marked) }),
        },
      ]}
    />
  );
}

function Spells({ figures }: Pick<RoomClimate, 'figures'>) {
  const { t } = useTranslation();
  const { out, noData, counts } = figures;
  const lines = [
    ...out.map((spell) => ({ ...spell, kind: 'out' as const })),
    ...noData.map((spell) => ({ ...spell, kind: 'gap' as const })),
  ].sort((a, b) => b.from - a.from);
  if (lines.length === 0) return <Typography>{t('environment:no_spells')}</Typography>;
  const more = counts.out + counts.noData - lines.length;
  return (
    <Box
      sx={{ maxHeight: 320, overflow: 'auto' }}
      tabIndex={0}
      role="group"
      aria-label={t('environment:spells')}
    >
      <Table size="small" stickyHeader aria-label={t('environment:spells')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('environment:column.from')}</TableCell>
            <TableCell>{t('environment:column.to')}</TableCell>
            <TableCell>{t('environment:column.what')}</TableCell>
            <TableCell align="right">{t('environment:column.extreme')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={`${line.kind} ${line.from} ${line.kind === 'out' ? line.measure : ''}`}>
              <TableCell className="figures">{wallText(line.from)}</TableCell>
              <TableCell className="figures">{wallText(line.to)}</TableCell>
              <TableCell>
                {line.kind === 'gap' ? (
                  <StateMark tone="draft" label={t('environment:no_data')} />
                ) : (
                  <StateMark tone="late" label={t(`environment:out.${line.measure}`)} />
                )}
              </TableCell>
              <TableCell align="right" className="figures">
                {line.kind === 'out' ? tenthsText(line.extreme) : ''}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 && <Typography sx={{ p: 1 }}>{t('environment:more', { count: more })}</Typography>}
    </Box>
  );
}

function Checks({ checks }: Pick<RoomClimate, 'checks'>) {
  const { t } = useTranslation();
  return (
    <Table size="small" aria-label={t('environment:checks')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('environment:column.day')}</TableCell>
          {TICKS.map((tick) => (
            <TableCell key={tick}>{t(`environment:tick.${tick}`)}</TableCell>
          ))}
          <TableCell>{t('environment:column.note')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {checks.toReversed().map(({ id, day, ticks, note }) => (
          <TableRow key={id}>
            <TableCell className="figures">{day}</TableCell>
            {TICKS.map((tick) => (
              <TableCell key={tick}>
                <StateMark
                  tone={ticks[tick] ? 'done' : 'late'}
                  label={t(ticks[tick] ? 'environment:fine' : 'environment:not_fine')}
                />
              </TableCell>
            ))}
            <TableCell>{note}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

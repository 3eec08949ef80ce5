import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROPERTIES } from '../../../db/domain/properties.ts';
import { Section } from '../../components/page.tsx';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { reasonText } from '../../lib/reason-text.ts';
import { useCan } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { waitingFirst } from './check-order.ts';
import { checkName, evidenceText } from './check-text.ts';
import { HandleDialog } from './handle-dialog.tsx';
import type { OpenedTest, TestedCheck, TestLine } from './property-types.ts';

/** What came of a test in a word. */
export function TestMark({ test }: { test: Pick<TestLine, 'isReadable' | 'ok' | 'failed' | 'open'> }) {
  const { t } = useTranslation();
  if (!test.isReadable) return <StateMark tone="stopped" label={t('properties:unreadable')} />;
  if (test.ok) return <StateMark tone="done" label={t('properties:ok')} />;
  if (test.open === 0) return <StateMark tone="due" label={t('properties:wrong_handled', { ...test })} />;
  return <StateMark tone="late" label={t('properties:wrong', { ...test })} />;
}

interface TestViewProps {
  readonly id: number;
  readonly isLast: boolean;
  /** Back to the last one. */
  readonly onClose: () => void;
}

/** One test by the four properties, each check with its scope, result, evidence and handling. */
export function TestView({ id, isLast, onClose }: TestViewProps) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const query = useQuery(vault.properties.get.queryOptions({ id }));
  return (
    <QueryView query={query} lines={8}>
      {(test) => (
        <Box component="section" aria-label={t('properties:last')} sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
            <Typography variant="h2">
              {t(isLast ? 'properties:last' : `properties:scope.${test.scope}`)}
            </Typography>
            <Typography className="figures" sx={{ color: 'text.secondary' }}>
              {t('properties:by_and_at', {
                by: test.by ?? t('properties:by_program'),
                at: instantText(test.endedAt),
              })}
            </Typography>
            <TestMark test={test} />
            {!isLast && (
              <Button size="small" onClick={onClose}>
                {t('properties:close')}
              </Button>
            )}
          </Box>
          <Checks test={test} />
        </Box>
      )}
    </QueryView>
  );
}

function Checks({ test }: { test: OpenedTest }) {
  const { t } = useTranslation();
  const mayHandle = useCan('properties.handle');
  const [handling, setHandling] = useState<TestedCheck | null>(null);
  return (
    <>
      {PROPERTIES.map((property) => {
        const checks = waitingFirst(test.checks.filter((check) => check.property === property));
        if (checks.length === 0) return null;
        const title = t(`properties:property.${property}`);
        return (
          <Section key={property} title={title}>
            <Table size="small" aria-label={title} sx={{ tableLayout: 'fixed' }}>
              <TableHead>
                <TableRow>
                  <TableCell sx={{ width: 200 }}>{t('properties:column.check')}</TableCell>
                  <TableCell align="right" sx={{ width: 80 }}>
                    {t('properties:column.scope')}
                  </TableCell>
                  <TableCell sx={{ width: 130 }}>{t('properties:column.result')}</TableCell>
                  <TableCell>{t('properties:column.evidence')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {checks.map((check) => (
                  <CheckRow
                    key={check.name}
                    check={check}
                    {...(mayHandle && { onHandle: () => setHandling(check) })}
                  />
                ))}
              </TableBody>
            </Table>
          </Section>
        );
      })}
      {handling && <HandleDialog testId={test.id} check={handling} onClose={() => setHandling(null)} />}
    </>
  );
}

const TONES = { right: 'done', noted: 'due', wrong: 'late' } as const satisfies Record<string, Tone>;

function CheckRow({ check, onHandle }: { check: TestedCheck; onHandle?: () => void }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const result = !check.ok ? 'wrong' : check.note === null ? 'right' : 'noted';
  return (
    <TableRow>
      <TableCell>{checkName(t, check.name)}</TableCell>
      <TableCell align="right" className="figures">
        {formatCount(check.scope, i18n.language)}
      </TableCell>
      <TableCell>
        <StateMark tone={TONES[result]} label={t(`properties:result.${result}`)} />
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>
        <span className="figures">{evidenceText(t, check, i18n.language)}</span>
        {check.handling && (
          <Typography sx={{ whiteSpace: 'pre-line' }}>
            {reasonText(t, 'properties', check.handling)}
            <Typography component="span" variant="caption" sx={{ ml: 1, color: 'text.secondary' }}>
              {t('properties:handled_by', { by: check.handling.by, at: instantText(check.handling.at) })}
            </Typography>
          </Typography>
        )}
        {!check.ok && onHandle && (
          <Button size="small" onClick={onHandle} sx={check.handling ? { ml: -1.25 } : undefined}>
            {t(check.handling ? 'properties:handle_again' : 'properties:handle')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

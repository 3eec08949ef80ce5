import { Box, Link, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../db/domain/roles.ts';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../lib/session.tsx';
import { CLAUSES, KEYS, STEPS } from './contents.ts';

const PARTS = ['start', 'keys', 'rules', 'safe'] as const;

/** F1: how to start in one's role, all keys, and the rules of the department clause by clause. */
export function HelpScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('help:title')} padded>
      <Box sx={{ maxWidth: 760, display: 'grid', gap: 3 }}>
        <Box component="nav" aria-label={t('help:parts')} sx={{ display: 'flex', gap: 2 }}>
          {PARTS.map((part) => (
            <Link
              key={part}
              component="button"
              onClick={() => document.getElementById(`help-${part}`)?.scrollIntoView()}
            >
              {t(`help:${part}`)}
            </Link>
          ))}
        </Box>
        <Starts />
        <Keys />
        <Rules />
        <Part part="safe">
          {['lock', 'backup', 'password', 'leak'].map((key) => (
            <Typography key={key}>{t(`help:safe.${key}`)}</Typography>
          ))}
        </Part>
      </Box>
    </Page>
  );
}

function Part(props: { part: (typeof PARTS)[number]; children: ReactNode }) {
  const { t } = useTranslation();
  const id = `help-${props.part}`;
  return (
    <Box component="section" aria-labelledby={`${id}-title`} id={id} sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id={`${id}-title`}>
        {t(`help:${props.part}`)}
      </Typography>
      {props.children}
    </Box>
  );
}

/** One's own roles first. */
function Starts() {
  const { t } = useTranslation();
  const { roles } = useSession().account;
  const mineFirst = ROLES.toSorted(
    (one, other) => Number(roles.includes(other)) - Number(roles.includes(one)),
  );
  return (
    <Part part="start">
      {mineFirst.map((role) => (
        <Box key={role}>
          <Typography variant="h3">
            {t(`common:role.${role}`)}
            {roles.includes(role) && t('help:mine')}
          </Typography>
          <Box component="ol" sx={{ m: 0, pl: 3 }}>
            {Array.from({ length: STEPS[role] }, (_step, at) => (
              <Typography key={at} component="li">
                {t(`help:start.${role}.${at + 1}`)}
              </Typography>
            ))}
          </Box>
        </Box>
      ))}
    </Part>
  );
}

function Keys() {
  const { t } = useTranslation();
  return (
    <Part part="keys">
      {KEYS.map(({ where, keys }) => (
        <Box key={where}>
          <Typography variant="h3">{t(`help:keys.${where}`)}</Typography>
          <Lines
            lines={keys.map(([key, what]) => ({ head: key, text: t(`help:key.${what}`) }))}
            label={t(`help:keys.${where}`)}
          />
        </Box>
      ))}
    </Part>
  );
}

function Rules() {
  const { t } = useTranslation();
  return (
    <Part part="rules">
      <Typography sx={{ color: 'text.secondary' }}>{t('help:rules.text')}</Typography>
      <Lines
        lines={CLAUSES.map((clause) => ({ head: clause, text: t(`help:rule.${clause}`) }))}
        label={t('help:rules')}
      />
    </Part>
  );
}

function Lines(props: { lines: ReadonlyArray<{ head: string; text: string }>; label: string }) {
  return (
    <Table size="small" aria-label={props.label}>
      <TableBody>
        {props.lines.map(({ head, text }) => (
          <TableRow key={head}>
            <TableCell
              component="th"
              scope="row"
              className="figures"
              sx={{ width: 176, verticalAlign: 'top' }}
            >
              {head}
            </TableCell>
            <TableCell>{text}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

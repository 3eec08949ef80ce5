import { Box, Button } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextHalfYear, openingDayOf, type HalfYear } from '../../../db/domain/half-year.ts';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { Page, Section } from '../../components/page.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import type { Current, RegisterLine } from './inspection-types.ts';
import { RegisterTable } from './register-table.tsx';
import { RunningCard } from './running-card.tsx';
import { periodText } from './texts.ts';

/** 检查: what is under way or opens next, and below it every inspection since the first (rules.md D1). */
export function InspectionsScreen() {
  const { t } = useTranslation();
  const vault = useVault();
  const current = useQuery(vault.inspections.current.queryOptions());
  const list = useQuery(vault.inspections.list.queryOptions());
  return (
    <Page title={t('inspections:title')} padded>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 1280 }}>
        <QueryView query={current} lines={4}>
          {(now) => (
            <>
              {now.inspection && <RunningCard line={now.inspection} />}
              {now.addendum && <RunningCard line={now.addendum} />}
              {!now.inspection && <Next next={now.next} lines={list.data} />}
            </>
          )}
        </QueryView>
        <Section title={t('inspections:register.title')}>
          <QueryView query={list} lines={4}>
            {(lines) =>
              lines.length === 0 ? (
                <Empty title={t('inspections:register.none')}>{t('inspections:register.none_text')}</Empty>
              ) : (
                <RegisterTable lines={lines} />
              )
            }
          </QueryView>
        </Section>
      </Box>
    </Page>
  );
}

/** Nothing is under way: when the next opens by itself, and that one need not wait for that. */
function Next({ next, lines }: Pick<Current, 'next'> & { lines: readonly RegisterLine[] | undefined }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  if (next === null) return lines && <Later last={lines[0]?.period} />;
  return (
    <Section
      title={t('inspections:next.title', { half: periodText(t, next) })}
      actions={
        <Can action="inspections.inspect">
          <Button variant="outlined" onClick={() => setAsking(true)}>
            {t('inspections:next.open')}
          </Button>
        </Can>
      }
    >
      <ByItself period={next} words="inspections:next.by_itself" />
      {isAsking && <OpenDialog period={next} onClose={() => setAsking(false)} />}
    </Section>
  );
}

/** That of this half-year is signed: when the one after it opens. An archive that is empty has none. */
function Later({ last }: { last: HalfYear | undefined }) {
  const { t } = useTranslation();
  if (last === undefined)
    return (
      <Section title={t('inspections:next.nothing')}>
        <Box sx={{ color: 'text.secondary' }}>{t('inspections:next.no_archives')}</Box>
      </Section>
    );
  const period = nextHalfYear(last);
  return (
    <Section title={t('inspections:next.title', { half: periodText(t, period) })}>
      <ByItself period={period} words="inspections:next.later" />
    </Section>
  );
}

function ByItself(props: {
  period: HalfYear;
  words: 'inspections:next.by_itself' | 'inspections:next.later';
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const settings = useQuery(vault.settings.get.queryOptions()).data;
  return (
    <Box className="figures" sx={{ color: 'text.secondary', whiteSpace: 'normal' }}>
      {settings && t(props.words, { day: openingDayOf(props.period, settings.inspectionOpens) })}
    </Box>
  );
}

function OpenDialog({ period, onClose }: { period: HalfYear; onClose: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const navigate = useNavigate();
  const open = useMutation(
    vault.inspections.open.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: `/inspections/${id}` }),
    }),
  );
  return (
    <ConfirmDialog
      open
      title={t('inspections:next.ask', { half: periodText(t, period) })}
      confirmLabel={t('inspections:next.open')}
      pending={open.isPending}
      error={open.error}
      onConfirm={() => open.mutate({ period })}
      onClose={onClose}
    >
      {t('inspections:next.ask_text')}
    </ConfirmDialog>
  );
}

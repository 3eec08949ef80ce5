import { Box, Button, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataList } from '../../components/list/data-list.tsx';
import type { ListColumn } from '../../components/list/list-column.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWindowed } from '../../lib/windowed.ts';
import { DecisionButtons } from './decision-buttons.tsx';
import { GroupDialog } from './group-dialog.tsx';
import type { Answers, Decision, Group } from './import-types.ts';

/** Row numbers that fit into their column. */
const SHOWN_ROWS = 3;

/** Stands for a group that is still being read. */
const blankRow = (index: number): Group => ({
  id: `blank ${index}`,
  reason: 'name',
  isSure: true,
  proposed: 'skip',
  rowCount: 0,
  rowNumbers: [],
  rows: [],
  archives: [],
});
const isBlank = (group: Group) => group.rowCount === 0;

export function decisionFor(answers: Answers, group: Group): Decision {
  return answers.byGroup[group.id] ?? answers.all ?? group.proposed;
}

/** Rows that may be one customer, with each other or with an archive: what to do, one by one or for all alike. */
export function GroupList(props: {
  planId: string;
  answers: Answers;
  onAnswers: (answers: Answers) => void;
  disabled: boolean;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const [open, setOpen] = useState<Group | null>(null);
  const { planId, answers, onAnswers, disabled } = props;
  const list = useWindowed<Group>({
    queryKey: [...vault.import.groups.queryKey(), planId],
    fetchPage: async (offset, limit, signal) => {
      const page = await client.import.groups.query({ planId, offset, limit }, { signal });
      return { total: page.total, rows: page.groups };
    },
    blankRow,
  });
  const decide = (group: Group, decision: Decision) =>
    onAnswers({ ...answers, byGroup: { ...answers.byGroup, [group.id]: decision } });
  const columns = useGroupColumns(answers, decide, disabled);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.5, py: 1, flexWrap: 'wrap' }}>
        <Typography>{t('import:groups.all')}</Typography>
        <DecisionButtons
          label={t('import:groups.all')}
          value={answers.all ?? null}
          disabled={disabled}
          onChange={(all) => onAnswers({ all, byGroup: {} })}
        />
        <Button size="small" disabled={disabled} onClick={() => onAnswers({ byGroup: {} })}>
          {t('import:groups.as_proposed')}
        </Button>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <DataList
          {...list.props}
          isBlank={isBlank}
          label={t('import:groups.title')}
          name="import.groups"
          columns={columns}
          onOpen={setOpen}
        />
      </Box>
      {open && (
        <GroupDialog
          group={open}
          decision={decisionFor(answers, open)}
          onDecide={(decision) => decide(open, decision)}
          onClose={() => setOpen(null)}
        />
      )}
    </Box>
  );
}

function useGroupColumns(
  answers: Answers,
  decide: (group: Group, decision: Decision) => void,
  disabled: boolean,
): ReadonlyArray<ListColumn<Group>> {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        field: 'reason',
        title: t('import:groups.why'),
        width: 150,
        text: ({ reason }) => t(`import:groups.${reason}`),
      },
      {
        field: 'proposed',
        title: t('import:groups.decision'),
        width: 250,
        cell: (group) => (
          <Box onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
            <DecisionButtons
              dense
              label={t('import:groups.decision')}
              value={decisionFor(answers, group)}
              disabled={disabled}
              onChange={(decision) => decide(group, decision)}
            />
          </Box>
        ),
      },
      {
        field: 'rows',
        title: t('import:groups.in_file'),
        minWidth: 220,
        flex: 1,
        text: ({ rows }) => rows[0]?.name ?? '',
      },
      {
        field: 'rowCount',
        title: t('import:row.row'),
        width: 140,
        className: 'figures',
        text: ({ rowCount, rows }) =>
          t(rowCount > SHOWN_ROWS ? 'import:groups.many_rows' : 'import:groups.rows', {
            rows: rows
              .slice(0, SHOWN_ROWS)
              .map((row) => row.row)
              .join(t('common:list_comma')),
            count: rowCount,
          }),
      },
      {
        field: 'archives',
        title: t('import:groups.in_archive'),
        minWidth: 200,
        flex: 1,
        text: ({ archives }) =>
          archives.map((one) => one.name).join(t('common:list_comma')) || t('import:groups.not_in_archive'),
      },
    ],
    [t, answers, decide, disabled],
  );
}

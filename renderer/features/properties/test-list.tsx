import { Box } from '@mui/material';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TEST_SCOPES } from '../../../db/domain/properties.ts';
import { DataList } from '../../components/list/data-list.tsx';
import type { ListColumn } from '../../components/list/list-column.ts';
import { Section } from '../../components/page.tsx';
import { useKeyset } from '../../lib/keyset.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { TestLine } from './property-types.ts';
import { TestMark } from './test-view.tsx';

/** Rows that the vault reads at once. */
const PAGE = 50;

/** Every test there was, of whatever: the newest first. */
export function TestList(props: { openId: number | undefined; onOpen: (id: number) => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const columns = useTestColumns();
  const list = useKeyset<TestLine, number>({
    queryKey: [...vault.properties.list.queryKey(), 'pages'],
    fetchPage: (step, signal) =>
      client.properties.list.query(
        { scopes: [...TEST_SCOPES], after: 'after' in step ? step.after : null, limit: PAGE },
        { signal },
      ),
  });
  if (list.props.rows.length === 0) return null;
  return (
    <Section title={t('properties:earlier')}>
      <Box sx={{ height: 320 }}>
        <DataList
          {...list.props}
          label={t('properties:earlier')}
          name="properties"
          columns={columns}
          openId={props.openId}
          onOpen={({ id }) => props.onOpen(id)}
        />
      </Box>
    </Section>
  );
}

function useTestColumns(): ReadonlyArray<ListColumn<TestLine>> {
  const { t } = useTranslation();
  const instantText = useInstantText();
  return useMemo(() => {
    const column = (field: string, rest: Partial<ListColumn<TestLine>>): ListColumn<TestLine> => ({
      field,
      title: t(`properties:column.${field}`),
      ...rest,
    });
    return [
      column('at', {
        width: 148,
        className: 'figures',
        text: ({ endedAt }) => instantText(endedAt),
      }),
      column('of', {
        minWidth: 240,
        flex: 1,
        text: ({ scope, archives }) => {
          const name = t(`properties:scope.${scope}`);
          if (!archives) return name;
          const which =
            archives.first === archives.last ? archives.first : t('properties:archives', { ...archives });
          return `${name} ${which}`;
        },
      }),
      column('result', { width: 240, cell: (test) => <TestMark test={test} /> }),
      column('by', { width: 120, text: ({ by }) => by ?? t('properties:by_program') }),
    ];
  }, [t, instantText]);
}

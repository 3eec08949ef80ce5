import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { inferRouterOutputs } from '@trpc/server';
import { actionWords, objectWords, roleWords, whyWords } from '../../../db/domain/log-words.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { DataList } from '../../components/list/data-list.tsx';
import type { ListColumn } from '../../components/list/list-column.ts';
import { SecrecyMark, StateMark } from '../../components/state-mark.tsx';
import { Empty } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { useKeyset } from '../../lib/keyset.ts';
import type { AuditAsked } from './filters.ts';
import { useSay } from './use-say.ts';

export type AuditRow = inferRouterOutputs<AppRouter>['audit']['list']['rows'][number];
const PAGE = 50;

/** The rows of the log, the newest first. */
export function AuditList(props: {
  asked: AuditAsked;
  openId: number | undefined;
  onOpen: (row: AuditRow) => void;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const columns = useAuditColumns();
  const { asked } = props;
  const list = useKeyset<AuditRow & { id: number }, number>({
    queryKey: [...vault.audit.list.queryKey(), asked],
    fetchPage: async (step, signal) => {
      const { rows, next } = await client.audit.list.query(
        { ...('after' in step && { after: step.after }), ...asked, limit: PAGE },
        { signal },
      );
      return { rows: rows.map((row) => ({ ...row, id: row.seq })), next };
    },
  });
  return (
    <DataList
      {...list.props}
      label={t('audit:title')}
      name="audit"
      columns={columns}
      openId={props.openId}
      onOpen={props.onOpen}
      empty={<Empty title={t('audit:empty')}>{t('audit:empty_text')}</Empty>}
    />
  );
}

function useAuditColumns(): ReadonlyArray<ListColumn<AuditRow & { id: number }>> {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const say = useSay();
  return useMemo(() => {
    const column = (field: string, rest: Partial<ListColumn<AuditRow & { id: number }>>) => ({
      field,
      title: t(`audit:column.${field}`),
      ...rest,
    });
    return [
      column('seq', { width: 64, align: 'right', className: 'figures' }),
      column('at', { width: 132, className: 'figures', text: ({ at }) => instantText(at) }),
      column('name', { width: 88 }),
      column('role', { width: 104, text: ({ role }) => roleWords(say, role) }),
      column('action', {
        minWidth: 104,
        flex: 1,
        text: ({ action }) => actionWords(say, action),
      }),
      column('object', {
        minWidth: 216,
        flex: 2,
        className: 'figures',
        text: ({ object, about }) => objectWords(say, object, about),
      }),
      column('secrecy', {
        width: 64,
        cell: (row) => {
          const secrecy = SECRECY_CLASSES.find((one) => one === row.secrecy);
          return secrecy ? <SecrecyMark secrecy={secrecy} hideNormal /> : null;
        },
      }),
      column('decision', {
        width: 80,
        cell: ({ decision }) => (
          <StateMark
            tone={decision === 'deny' ? 'late' : 'done'}
            label={t(`audit:decision.${decision === 'deny' ? 'deny' : 'allow'}`)}
          />
        ),
      }),
      column('reason', {
        minWidth: 112,
        flex: 1,
        text: (row) => whyWords(say, instantText, row),
      }),
      column('hash', {
        width: 92,
        className: 'figures',
        text: ({ hash }) => hash.slice(0, 8),
      }),
    ];
  }, [t, say, instantText]);
}

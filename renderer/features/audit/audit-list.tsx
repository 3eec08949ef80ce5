import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { inferRouterOutputs } from '@trpc/server';
import { reasonRuleOf } from '../../../db/domain/reasons-of-acts.ts';
import { parseActReason, parseAskReason } from '../../../db/domain/account-request.ts';
import { REFUSE_REASON } from '../../../db/domain/reasons.ts';
import { parseSheetsReason } from '../../../db/domain/sheet-set.ts';
import { SECRECY_CLASSES, type Role } from '../../../db/domain/roles.ts';
import { DataList } from '../../components/data-list.tsx';
import { SecrecyMark, StateMark } from '../../components/state-mark.tsx';
import { Empty } from '../../components/states.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatInstant } from '../../lib/format.ts';
import { useKeyset } from '../../lib/keyset.ts';
import { choiceText } from '../../lib/reason-text.ts';
import { useActionName } from './action-name.ts';
import type { AuditFilters } from './routes.tsx';

type AuditRow = inferRouterOutputs<AppRouter>['audit']['list']['rows'][number];
const PAGE = 50;

/** First and last millisecond of the days, where this computer is. */
function instants({ from, to }: AuditFilters) {
  return {
    ...(from && { from: new Date(`${from}T00:00:00`).getTime() }),
    ...(to && { to: new Date(`${to}T23:59:59.999`).getTime() }),
  };
}

/** The rows of the log, the newest first. */
export function AuditList(props: { filters: AuditFilters }) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const columns = useAuditColumns();
  const { filters } = props;
  const list = useKeyset<AuditRow & { id: number }, number>({
    queryKey: [...vault.audit.list.queryKey(), filters],
    fetchPage: async (step, signal) => {
      const { rows, next } = await client.audit.list.query(
        {
          ...('after' in step && { after: step.after }),
          ...(filters.action && { action: filters.action }),
          ...(filters.object && { object: filters.object }),
          ...(filters.decision && { decision: filters.decision }),
          ...instants(filters),
          limit: PAGE,
        },
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
      empty={<Empty title={t('audit:empty')}>{t('audit:empty_text')}</Empty>}
    />
  );
}

function useAuditColumns(): ReadonlyArray<GridColDef<AuditRow & { id: number }>> {
  const { t } = useTranslation();
  const actionName = useActionName();
  return useMemo(() => {
    const roleNames = (roles: string) =>
      roles
        .split('+')
        .map((role) => t(`common:role.${role as Role}`, { defaultValue: role }))
        .join(t('common:list_comma'));
    // What was asked for, or the roles with the row that asked; the key that would come says nothing to a person.
    const accountReason = (reason: string) => {
      const carried = parseActReason(reason);
      if (!carried) {
        const what = parseAskReason(reason)?.what;
        if (what) return t(`accounts:what.${what}`);
        return REFUSE_REASON.choices.some((choice) => choice === reason)
          ? choiceText(t, 'accounts', reason)
          : roleNames(reason);
      }
      const { roles, request: row, certificate } = carried;
      const asked = t(certificate ? 'audit:reason.requested_sheets' : 'audit:reason.requested', { row });
      return roles ? [roleNames(roles), asked].join(t('common:list_comma')) : asked;
    };
    const column = (field: string, rest: Partial<GridColDef<AuditRow & { id: number }>>) => ({
      field,
      headerName: t(`audit:column.${field}`),
      sortable: false,
      ...rest,
    });
    /** `customer:17` as the reader says it; what has no number stands for itself. */
    const objectName = (object: string) => {
      const [kind = '', ...rest] = object.split(':');
      return t(`audit:object.${kind}`, { id: rest.join(':'), defaultValue: object });
    };
    return [
      column('seq', { width: 72, align: 'right', headerAlign: 'right', cellClassName: 'figures' }),
      column('at', { width: 136, cellClassName: 'figures', valueGetter: (at: number) => formatInstant(at) }),
      column('name', { width: 96 }),
      column('role', { width: 150, valueGetter: roleNames }),
      column('action', { minWidth: 140, flex: 1, valueGetter: actionName }),
      column('object', { width: 124, cellClassName: 'figures', valueGetter: objectName }),
      column('secrecy', {
        width: 72,
        display: 'flex',
        renderCell: ({ row }) => {
          const secrecy = SECRECY_CLASSES.find((one) => one === row.secrecy);
          return secrecy ? <SecrecyMark secrecy={secrecy} hideNormal /> : null;
        },
      }),
      column('decision', {
        width: 92,
        display: 'flex',
        renderCell: ({ row }) => (
          <StateMark
            tone={row.decision === 'deny' ? 'late' : 'done'}
            label={t(`audit:decision.${row.decision === 'deny' ? 'deny' : 'allow'}`)}
          />
        ),
      }),
      column('reason', {
        minWidth: 120,
        flex: 1,
        valueGetter: (reason: string | null, { action }) => {
          if (reason === null) return null;
          if (action.startsWith('accounts.')) return accountReason(reason);
          const sheets = action === 'vault.renew_sheets' && parseSheetsReason(reason);
          if (sheets) {
            const { set, second } = sheets;
            return t(second ? 'audit:reason.sheets_set' : 'audit:reason.sheets_set_old', { set, second });
          }
          // What was written before there were choices stands as it is.
          if (reasonRuleOf(action)?.choices.includes(reason))
            return choiceText(t, action.split('.')[0] ?? '', reason);
          // The signature of the sheets says nothing to a person.
          if (action === 'vault.recover' || /^[0-9a-f]{128}$/.test(reason)) return t('audit:reason.sheets');
          return /^[a-z]+$/.test(reason) ? t(`audit:reason.${reason}`, { defaultValue: reason }) : reason;
        },
      }),
      column('hash', {
        width: 98,
        cellClassName: 'figures',
        valueGetter: (hash: string) => hash.slice(0, 8),
      }),
    ];
  }, [t, actionName]);
}

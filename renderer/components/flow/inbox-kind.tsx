import { Alert, Box, Button } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Action } from '../../../db/domain/permissions.ts';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../../lib/errors.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import type { InboxDetailProps, InboxKind } from '../../lib/subjects.ts';
import { useVault, useVaultClient, type Clients } from '../../lib/vault.ts';
import { Page } from '../page.tsx';
import { Empty, QueryView } from '../states.tsx';
import type { CaseDesk, DecisionDesk, FactsView, ReadCase } from './case-desk.ts';
import { EarlierCases } from './earlier-cases.tsx';
import { FlowLine } from './flow-line.tsx';
import { SinceAsked } from './since-asked.tsx';
import { useDecision } from './use-decision.tsx';
import { useFlowWords } from './words.ts';

/** A desk as far as the inbox needs it. */
interface InboxDesk<Opened extends ReadCase>
  extends DecisionDesk<Opened>, Pick<CaseDesk, 'asks' | 'withForm'> {
  readonly calls: (client: Clients['vault']) => {
    readonly get: {
      query(input: { id: number }, options: { readonly signal: AbortSignal }): Promise<Opened>;
    };
  };
}

interface KindOf<Opened extends ReadCase> extends FactsView<Opened> {
  readonly desk: InboxDesk<Opened>;
  readonly read: Action;
  /** Under which its screens are; absent: that of its name. */
  readonly path?: string;
}

/** The cases of a flow as the inbox shows them: `inboxKind({ desk: filingDesk, read: 'filings.read', Facts })`. */
export function inboxKind<Opened extends ReadCase>(kind: KindOf<Opened>): InboxKind {
  const { flow, asks } = kind.desk;
  return {
    flow,
    read: kind.read,
    ...(asks && { asks }),
    path: pathOf(kind),
    Detail: (props) => <CaseInInbox key={props.id} {...props} kind={kind} />,
  };
}

const pathOf = <Opened extends ReadCase>({ desk, path }: KindOf<Opened>): string =>
  path ?? `/${desk.flow.name}`;

type CaseInInboxProps<Opened extends ReadCase> = InboxDetailProps & { readonly kind: KindOf<Opened> };

/** One case beside the list: what is asked, how far it is, and the steps that are open. */
function CaseInInbox<Opened extends ReadCase>(props: CaseInInboxProps<Opened>) {
  const { kind, id } = props;
  const { flow, calls } = kind.desk;
  const word = useFlowWords(flow.name);
  const vault = useVault();
  const queries = useQueryClient();
  const { get } = calls(useVaultClient());
  const query = useQuery({
    queryKey: [...vault[flow.changes].pathKey(), 'inbox', id],
    queryFn: ({ signal }) => get.query({ id }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const version = query.data?.version;
  useEffect(() => {
    // The list says which were looked at.
    if (version !== undefined) void queries.invalidateQueries({ queryKey: vault.inbox.list.pathKey() });
  }, [version, queries, vault]);
  if (query.error && isRefusal(query.error, `${flow.name}.not_found`))
    return <Empty title={word('not_found')}>{word('not_found_text')}</Empty>;
  return (
    <QueryView query={query} lines={8}>
      {(opened) => <OpenedInInbox {...props} opened={opened} />}
    </QueryView>
  );
}

function OpenedInInbox<Opened extends ReadCase>(
  props: CaseInInboxProps<Opened> & { readonly opened: Opened },
) {
  const { kind, opened, signs, onSign, onDecided } = props;
  const { desk, Facts } = kind;
  const { flow } = desk;
  const { t } = useTranslation();
  const word = useFlowWords(flow.name);
  const decision = useDecision(desk, opened, opened.version, () => onDecided());
  const refusal = decision.gives.find(({ step }) => flow.steps[step]?.ends === 'refused');
  useShortcut('r', () => refusal?.begin(), refusal !== undefined && !decision.dialog && !props.busy);
  const onDesk = opened.open.find((step) => desk.withForm.includes(step));
  const isMine = onDesk !== undefined && flow.steps[onDesk]?.only === 'asker';
  return (
    <Page
      isRead
      title={opened.unreadable ? word('unreadable') : opened.name || word('what')}
      actions={
        <>
          {decision.giveBack}
          {opened.open
            .filter((step) => signs.includes(step))
            .map((step) => (
              <Button key={step} variant="contained" onClick={() => onSign(step)}>
                {word(`do.${step}`)}
              </Button>
            ))}
          {decision.goOn(signs)}
          {onDesk !== undefined && (
            <Button component={Link} to={`${pathOf(kind)}/${opened.id}`} variant="contained">
              {word(isMine ? 'edit' : `do.${onDesk}`)}
            </Button>
          )}
          <Button onClick={props.onClose}>{t('common:close')}</Button>
        </>
      }
    >
      <Box sx={{ p: 2, display: 'grid', gap: 2, maxWidth: 960 }}>
        <FlowLine flow={flow.name} steps={opened.line} />
        <SinceAsked flow={flow.name} id={opened.id} />
        {opened.unreadable ? (
          <Alert severity="warning">{word('unreadable')}</Alert>
        ) : (
          <Facts opened={opened} />
        )}
        {!props.mine && <EarlierCases flow={flow.name} id={opened.id} />}
      </Box>
      {decision.dialog}
    </Page>
  );
}

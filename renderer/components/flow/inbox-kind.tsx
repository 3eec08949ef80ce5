import { Alert, Box, Button } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Action } from '../../../db/domain/permissions.ts';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../../lib/errors.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import type { InboxDetailProps, InboxKind } from '../../lib/subjects.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { Page } from '../page.tsx';
import { Empty, QueryView } from '../states.tsx';
import type { CaseDesk, CaseLine, CaseViews, OpenedCase } from './case-desk.ts';
import { EarlierCases } from './earlier-cases.tsx';
import { FlowLine } from './flow-line.tsx';
import { SinceAsked } from './since-asked.tsx';
import { useDecision } from './use-decision.tsx';
import { useFlowWords } from './words.ts';

interface KindOf<Line extends CaseLine, Opened extends OpenedCase> extends Pick<CaseViews<Opened>, 'Facts'> {
  readonly desk: CaseDesk<Line, Opened>;
  readonly read: Action;
}

/** The cases of a flow as the inbox shows them: `inboxKind({ desk: filingDesk, read: 'filings.read', Facts })`. */
export function inboxKind<Line extends CaseLine, Opened extends OpenedCase>(
  kind: KindOf<Line, Opened>,
): InboxKind {
  const { flow, asks } = kind.desk;
  return {
    flow,
    read: kind.read,
    asks,
    Detail: (props) => <CaseInInbox key={props.id} {...props} kind={kind} />,
  };
}

type CaseInInboxProps<Line extends CaseLine, Opened extends OpenedCase> = InboxDetailProps & {
  readonly kind: KindOf<Line, Opened>;
};

/** One case beside the list: what is asked, how far it is, and the steps that are open. */
function CaseInInbox<Line extends CaseLine, Opened extends OpenedCase>(
  props: CaseInInboxProps<Line, Opened>,
) {
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

function OpenedInInbox<Line extends CaseLine, Opened extends OpenedCase>(
  props: CaseInInboxProps<Line, Opened> & { readonly opened: Opened },
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
          {onDesk !== undefined && (
            <Button component={Link} to={`/${flow.name}/${opened.id}`} variant="contained">
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

import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { isRefusal } from '../../lib/errors.ts';
import { Page } from '../page.tsx';
import { Empty, QueryView } from '../states.tsx';
import type { CaseDesk, CaseLine, CaseViews, OpenedCase } from './case-desk.ts';
import { EarlierCases } from './earlier-cases.tsx';
import { FlowLine } from './flow-line.tsx';
import { useDecision } from './use-decision.tsx';
import { useFlowWords } from './words.ts';

interface CaseShowProps<Line extends CaseLine, Opened extends OpenedCase> {
  readonly desk: CaseDesk<Line, Opened>;
  readonly views: CaseViews<Opened>;
  readonly onClose: () => void;
}

/** One case: a form for whoever may take a step with it, to be read by others. */
export function CaseShow<Line extends CaseLine, Opened extends OpenedCase>(
  props: CaseShowProps<Line, Opened> & { readonly id: number },
) {
  const { desk, views, id } = props;
  const word = useFlowWords(desk.flow.name);
  const calls = desk.calls(useVaultClient());
  const queryKey = useVault()[desk.flow.changes].pathKey();
  // Read once: a form that is being filled in does not change under the hands.
  const query = useQuery({
    queryKey: [...queryKey, 'open', id],
    queryFn: ({ signal }) => calls.get.query({ id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.error && isRefusal(query.error, `${desk.flow.name}.not_found`))
    return <Empty title={word('not_found')}>{word('not_found_text')}</Empty>;
  return (
    <QueryView query={query} lines={8}>
      {(opened) =>
        opened.open.some((step) => desk.withForm.includes(step)) ? (
          <views.Form opened={opened} />
        ) : (
          <CaseRead {...props} opened={opened} />
        )
      }
    </QueryView>
  );
}

function CaseRead<Line extends CaseLine, Opened extends OpenedCase>({
  desk,
  views,
  opened,
  onClose,
}: CaseShowProps<Line, Opened> & { readonly opened: Opened }) {
  const { t } = useTranslation();
  const word = useFlowWords(desk.flow.name);
  const decisions = useDecision(desk, opened, opened.version, onClose);
  return (
    <Page
      isRead
      title={opened.name}
      actions={
        <>
          {decisions.giveBack}
          {decisions.goOn()}
          <Button onClick={onClose}>{t('common:close')}</Button>
        </>
      }
    >
      <Box sx={{ p: 2, display: 'grid', gap: 2, maxWidth: 960 }}>
        <FlowLine flow={desk.flow.name} steps={opened.line} />
        {opened.unreadable ? (
          <Alert severity="warning">{word('unreadable')}</Alert>
        ) : (
          <views.Facts opened={opened} />
        )}
        {!opened.mine && <EarlierCases flow={desk.flow.name} id={opened.id} />}
      </Box>
      {decisions.dialog}
    </Page>
  );
}

import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { ListDetail } from '../../components/page.tsx';
import { Empty } from '../../components/states.tsx';
import { useShortcut } from '../../lib/shortcuts.ts';
import { INBOX_PATH, useInboxKinds } from '../../lib/subjects.ts';
import { Inbox } from './inbox.tsx';
import { keyOf, planOf, type SigningPlan } from './plan.ts';
import { SignDialog } from './sign-dialog.tsx';
import { useInbox, type InboxLine, type InboxTab } from './use-inbox.ts';

/** What people sign: the list, the case beside it, and the signature for one case or several. */
export function InboxScreen({ tab }: { tab: InboxTab }) {
  const { t } = useTranslation();
  const { flow, id } = useParams({ strict: false });
  const navigate = useNavigate();
  const inbox = useInbox(tab);
  const { lines = [] } = inbox;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const openKey = flow === undefined ? undefined : `${flow}:${id}`;
  const openLine = lines.find((line) => keyOf(line) === openKey);
  const chosen = lines.filter((line) => selected.has(keyOf(line)));
  const signing = useSigning();
  const close = () => void navigate({ to: INBOX_PATH, search: { tab } });
  const sign = () => {
    if (chosen.length > 0) return signing.ask(chosen);
    if (!openLine) return;
    if (openLine.signs.length > 0) signing.ask([openLine]);
    // What takes more than a signature is done on its own screen.
    else if (openLine.open.some((step) => step === openLine.next?.step)) void navigate({ to: openLine.link });
  };
  useShortcut('a', sign, signing.plan === null);
  useShortcut('escape', () => (selected.size > 0 ? setSelected(new Set()) : close()), signing.plan === null);
  return (
    <>
      <ListDetail
        listWidth={42}
        list={
          <Inbox
            {...inbox}
            tab={tab}
            onTab={(next) => void navigate({ to: INBOX_PATH, search: { tab: next } })}
            openKey={openKey}
            onOpen={(line) => void navigate({ to: `${INBOX_PATH}/${line.flow}/${line.id}`, search: true })}
            selected={new Set(chosen.map(keyOf))}
            onSelect={setSelected}
            onSign={sign}
          />
        }
        detail={
          openKey === undefined ? null : (
            <OpenCase
              flow={flow ?? ''}
              id={Number(id) || 0}
              line={openLine}
              busy={signing.plan !== null}
              onSign={(step) => openLine && signing.ask([openLine], step)}
              onDecided={close}
              onClose={close}
            />
          )
        }
      />
      {signing.plan && signing.flow && (
        <SignDialog
          plan={signing.plan}
          flow={signing.flow}
          onClose={signing.end}
          onDone={() => {
            const isOpenSigned = signing.plan?.lines.some((line) => keyOf(line) === openKey);
            signing.end();
            setSelected(new Set());
            if (isOpenSigned) close();
          }}
        />
      )}
      <span className="visually-hidden" role="status">
        {chosen.length > 0 && t('inbox:selected', { count: chosen.length })}
      </span>
    </>
  );
}

/** What is about to be signed; what cannot be is said. */
function useSigning() {
  const { t } = useTranslation();
  const notify = useNotify();
  const kinds = useInboxKinds();
  const [plan, setPlan] = useState<SigningPlan | null>(null);
  return {
    plan,
    flow: kinds.find(({ flow }) => flow.name === plan?.flow)?.flow,
    end: () => setPlan(null),
    ask(chosen: readonly InboxLine[], step?: string) {
      const next = planOf(chosen, step);
      if (next === null || next.lines.length > 0) return setPlan(next);
      const names = next.notLooked.map(({ title }) => title).join(t('common:list_comma'));
      notify.show({
        text: t('inbox:not_looked', { count: next.notLooked.length, names }),
        severity: 'warning',
      });
    },
  };
}

interface OpenCaseProps {
  readonly flow: string;
  readonly id: number;
  /** Absent where it stands in no line that was read. */
  readonly line: InboxLine | undefined;
  readonly busy: boolean;
  readonly onSign: (step: string) => void;
  readonly onDecided: () => void;
  readonly onClose: () => void;
}

function OpenCase({ flow, id, line, ...rest }: OpenCaseProps) {
  const { t } = useTranslation();
  const kind = useInboxKinds().find((each) => each.flow.name === flow);
  if (!kind) return <Empty title={t('common:flow.not_found')}>{t('common:flow.not_found_text')}</Empty>;
  const { Detail } = kind;
  return <Detail id={id} mine={line?.mine ?? false} signs={line?.signs ?? []} {...rest} />;
}

import { hashKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Failed, Loading } from '../components/states.tsx';
import type { VaultFile } from '../features/vault/vault-file.ts';
import { Gate } from '../features/vault/gate.tsx';
import { MoveScreen } from '../features/vault/move-screen.tsx';
import { MoveContext, useMove } from '../features/vault/use-move.ts';
import { TrialContext, useTrial } from '../features/vault/use-trial.ts';
import type { Lock } from '../features/vault/unlock.tsx';
import { useVault, useVaultClient, useShellClient } from '../lib/vault.ts';
import { dropUnsentDrafts, isAnythingUnsent } from '../lib/drafts.ts';
import { useNoForeignDrops } from '../lib/dropped.tsx';
import { useBridgeEvent, useCommand } from '../lib/events.ts';
import { OpenedArchivesProvider } from '../lib/opened-archives.tsx';
import { isAnythingUnkept } from '../lib/unkept.ts';
import { SessionProvider, type Session } from '../lib/session.tsx';
import { Desk } from './desk.tsx';

const locked = {
  state: 'locked',
  vault: null,
  account: null,
  lockAfterMinutes: null,
  isNewKeyDue: false,
} as const;

/** Before the vault is open: the gate. After: the desk. A lock puts the desk away with all it held. */
export function App() {
  const vault = useVault();
  const vaultClient = useVaultClient();
  const shell = useShellClient();
  const queries = useQueryClient();
  const move = useMove();
  const [file, setFile] = useState<VaultFile | null>(null);
  const [isElsewhere, setIsElsewhere] = useState(false);
  const [isGoing, setIsGoing] = useState(false);
  const [lock, setLock] = useState<Lock | null>(null);
  const status = useQuery({ ...vault.vault.status.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const statusKey = vault.vault.status.queryKey();
  const refresh = () => queries.invalidateQueries({ queryKey: statusKey });
  /** All that was read of the vault leaves the window's memory, but whether it is open. */
  const forgetRead = () =>
    queries.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(statusKey) });
  useNoForeignDrops();
  const trial = useTrial(() => {
    forgetRead();
    void refresh();
  });

  useBridgeEvent((event) => {
    if (event.type !== 'locked') return;
    // The vault may be busy and say so later: the desk is put away now, and what it held leaves the window's memory.
    const shown = status.data;
    const isOpen = shown?.state === 'open';
    const how = { reason: event.reason, isAllKept: !isAnythingUnkept() && !isAnythingUnsent() };
    if (shown && isOpen) {
      setFile(null);
      setIsElsewhere(false);
      setLock(how);
      queries.setQueryData(statusKey, { ...shown, ...locked });
      forgetRead();
    }
    queries.getMutationCache().clear();
    void refresh();
    // Whoever moves the vault has its progress and its end before them; what the gate had of a thread that ended is gone.
    if (move.state !== 'idle' || !(isOpen || event.reason === 'restarted')) return;
    setIsGoing(true);
    void shell.startOver.mutate({ isAllKept: how.isAllKept }).finally(() => setIsGoing(false));
  });
  useEffect(() => {
    void shell.howLocked.mutate().then((how) => how && setLock(how));
  }, [shell]);

  const close = useMutation({
    mutationFn: async () => {
      // Both at once: after the lock this page is gone.
      await Promise.all([shell.lock.mutate(), vaultClient.vault.close.mutate()]);
    },
  });
  useCommand('open', () => {
    if (status.data?.state === 'open') close.mutate();
  });

  if (isGoing) return <Loading />;
  if (status.isError) return <Failed error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Loading />;
  const { state, account, vault: facts, lockAfterMinutes } = status.data;
  if (state === 'open' && account && facts) {
    return (
      <MoveContext value={move}>
        <TrialContext value={status.data.file?.trial ? trial : null}>
          <SignedIn session={{ account, vault: facts, lockAfterMinutes }} />
        </TrialContext>
      </MoveContext>
    );
  }
  if (move.state !== 'idle') {
    return (
      <MoveScreen
        move={move}
        onMoved={(moved) => {
          setFile(moved);
          setIsElsewhere(moved === null);
          setLock(null);
          move.reset();
        }}
      />
    );
  }
  const { file: last } = status.data;
  const isLast = state === 'locked' && last !== null && !isElsewhere;
  return (
    <Gate
      file={file ?? (isLast ? { token: null, ...last } : null)}
      lock={lock}
      onFile={(chosen) => {
        setFile(chosen);
        setIsElsewhere(chosen === null);
        setLock(null);
      }}
      onOpened={() => {
        setIsElsewhere(false);
        setLock(null);
        void refresh();
      }}
    />
  );
}

function SignedIn(props: { session: Session }) {
  const shell = useShellClient();
  const { session } = props;
  const lastPerson = useRef<number | null>(null);
  const { id } = session.account;
  useEffect(() => {
    void shell.setIdleMinutes.mutate({ minutes: session.lockAfterMinutes });
  }, [shell, session.lockAfterMinutes]);
  useEffect(() => {
    if (lastPerson.current !== null && lastPerson.current !== id) dropUnsentDrafts();
    lastPerson.current = id;
  }, [id]);
  return (
    <SessionProvider session={session}>
      <OpenedArchivesProvider key={id}>
        <Desk />
      </OpenedArchivesProvider>
    </SessionProvider>
  );
}

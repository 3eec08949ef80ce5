import { hashKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Failed, Loading } from '../components/states.tsx';
import type { VaultFile } from '../features/vault/vault-file.ts';
import { Gate } from '../features/vault/gate.tsx';
import { MoveScreen } from '../features/vault/move-screen.tsx';
import { MoveContext, useMove } from '../features/vault/use-move.ts';
import type { Lock } from '../features/vault/unlock.tsx';
import { useVault, useVaultClient, useShellClient } from '../lib/vault.ts';
import { dropUnsentDrafts } from '../lib/drafts.ts';
import { useBridgeEvent, useCommand } from '../lib/events.ts';
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
  const [lock, setLock] = useState<Lock | null>(null);
  const status = useQuery({ ...vault.vault.status.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const statusKey = vault.vault.status.queryKey();
  const refresh = () => queries.invalidateQueries({ queryKey: statusKey });

  useBridgeEvent((event) => {
    if (event.type !== 'locked') return;
    // The vault may be busy and say so later: the desk is put away now, and what it held leaves the window's memory.
    if (status.data?.state === 'open') {
      setLock({ reason: event.reason, isAllKept: !isAnythingUnkept() });
      queries.setQueryData(statusKey, { ...status.data, ...locked });
      queries.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(statusKey) });
    }
    queries.getMutationCache().clear();
    void refresh();
  });

  const close = useMutation({
    mutationFn: async () => {
      await shell.lock.mutate();
      setFile(null);
      await vaultClient.vault.close.mutate();
    },
  });
  useCommand('open', () => {
    if (status.data?.state === 'open') close.mutate();
  });

  if (status.isError) return <Failed error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Loading />;
  const { state, account, vault: facts, lockAfterMinutes } = status.data;
  if (state === 'open' && account && facts) {
    return (
      <MoveContext value={move}>
        <SignedIn session={{ account, vault: facts, lockAfterMinutes }} />
      </MoveContext>
    );
  }
  if (move.state !== 'idle') {
    return (
      <MoveScreen
        move={move}
        onMoved={(moved) => {
          setFile(moved);
          setLock(null);
          move.reset();
        }}
      />
    );
  }
  return (
    <Gate
      file={file}
      lock={lock}
      onFile={(chosen) => {
        setFile(chosen);
        setLock(null);
      }}
      onOpened={() => {
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
      <Desk />
    </SessionProvider>
  );
}

import { createContext, use, type ReactNode } from 'react';
import { may, mayEver, type Action, type Subject } from '../../db/domain/permissions.ts';
import type { Role } from '../../db/domain/roles.ts';

export interface Session {
  readonly account: {
    readonly id: number;
    readonly personId: number;
    readonly login: string;
    readonly name: string;
    readonly roles: readonly Role[];
  };
  readonly vault: { readonly company: string; readonly fonds: string; readonly trial: boolean };
  readonly lockAfterMinutes: number;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider(props: { session: Session; children: ReactNode }) {
  return <SessionContext value={props.session}>{props.children}</SessionContext>;
}

/** Who is signed in to which vault; only inside the frame. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside of an open vault');
  return session;
}

/** Whether the person may do this at least somewhere, or to `subject`. The vault asks again in any case. */
export function useCan(action: Action, subject?: Subject): boolean {
  const { roles } = useSession().account;
  return subject ? may(roles, action, subject) : mayEver(roles, action);
}

/** Permission gate: `<Can action="customers.create">…</Can>`; `otherwise` for those who may not. */
export function Can(props: {
  action: Action;
  subject?: Subject;
  otherwise?: ReactNode;
  children: ReactNode;
}) {
  return useCan(props.action, props.subject) ? props.children : (props.otherwise ?? null);
}

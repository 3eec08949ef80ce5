import type { InboxLine } from '../../../../renderer/features/inbox/use-inbox.ts';

/** A line of the inbox that waits for a signature and was looked at. */
export function aLine(id: number, change: Partial<InboxLine> = {}): InboxLine {
  return {
    flow: 'reports',
    id,
    version: 1,
    state: 'submitted',
    title: `no. ${id}`,
    secrecy: 'normal',
    askedBy: 'Li',
    askedAt: 0,
    next: { step: 'approve', roles: ['supervisor'] },
    daysWaited: 1,
    mine: false,
    open: ['approve', 'return'],
    signs: ['approve'],
    looked: true,
    late: false,
    unreadable: null,
    link: `/reports/${id}`,
    at: 0,
    ...change,
  };
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../db/domain/permissions.ts';
import { Empty } from './states.tsx';
import { Can } from '../lib/session.tsx';

/** The same answer for a screen that does not exist and for one that is not this person's. */
export function NoSuchPage() {
  const { t } = useTranslation();
  return <Empty title={t('app:not_found.title')}>{t('app:not_found.text')}</Empty>;
}

/** A whole screen for those who may; nothing of it is asked of the vault for others. */
export function ScreenFor(props: { action: Action; children: ReactNode }) {
  return (
    <Can action={props.action} otherwise={<NoSuchPage />}>
      {props.children}
    </Can>
  );
}

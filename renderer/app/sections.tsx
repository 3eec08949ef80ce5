import AccountsIcon from '@mui/icons-material/ManageAccountsOutlined';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import CustomersIcon from '@mui/icons-material/FolderSharedOutlined';
import FilingsIcon from '@mui/icons-material/CreateNewFolderOutlined';
import HomeIcon from '@mui/icons-material/SpaceDashboardOutlined';
import ImportIcon from '@mui/icons-material/UploadFileOutlined';
import ListsIcon from '@mui/icons-material/ChecklistOutlined';
import SettingsIcon from '@mui/icons-material/TuneOutlined';
import type { ComponentType } from 'react';
import type { Action } from '../../db/domain/permissions.ts';

export interface Section {
  /** Word in the rail: `app:section.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly icon: ComponentType;
  /** Shown to whoever may do this somewhere; absent: to everybody. */
  readonly action?: Action;
  readonly group: 'work' | 'system';
}

/** The rail, top to bottom. A feature with a screen of its own has its line here. */
export const sections: readonly Section[] = [
  { key: 'home', to: '/', icon: HomeIcon, group: 'work' },
  { key: 'customers', to: '/customers', icon: CustomersIcon, action: 'customers.list', group: 'work' },
  { key: 'filings', to: '/filings', icon: FilingsIcon, action: 'filings.read', group: 'work' },
  { key: 'import', to: '/import', icon: ImportIcon, action: 'customers.import', group: 'work' },
  { key: 'lists', to: '/lists', icon: ListsIcon, action: 'lists.edit', group: 'work' },
  { key: 'audit', to: '/audit', icon: AuditIcon, action: 'audit.verify', group: 'system' },
  { key: 'accounts', to: '/accounts', icon: AccountsIcon, action: 'accounts.manage', group: 'system' },
  { key: 'settings', to: '/settings', icon: SettingsIcon, action: 'settings.edit', group: 'system' },
];

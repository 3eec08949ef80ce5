import { useColorScheme } from '@mui/material/styles';
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Theme as ThemeChoice } from '../../electron/shell/values.ts';
import { useShellClient } from './vault.ts';
import type { Language } from './i18n.ts';

export type { ThemeChoice };

interface Look {
  readonly theme: ThemeChoice;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly setLanguage: (language: Language) => void;
}

const LookContext = createContext<Look | null>(null);

/** Light or dark and the language: chosen once on a computer, remembered by the desktop, whose menus follow. */
export function LookProvider(props: { initial: ThemeChoice; children: ReactNode }) {
  const { setMode } = useColorScheme();
  const { i18n } = useTranslation();
  const shell = useShellClient();
  const [theme, setTheme] = useState(props.initial);
  const look = useMemo<Look>(
    () => ({
      theme,
      setTheme: (chosen) => {
        setTheme(chosen);
        setMode(chosen);
        void shell.setPreferences.mutate({ theme: chosen });
      },
      setLanguage: (chosen) => {
        void i18n.changeLanguage(chosen);
        void shell.setPreferences.mutate({ language: chosen });
      },
    }),
    [theme, setMode, i18n, shell],
  );
  return <LookContext value={look}>{props.children}</LookContext>;
}

export function useLook(): Look {
  const look = use(LookContext);
  if (!look) throw new Error('useLook outside of LookProvider');
  return look;
}

import { CssBaseline, ThemeProvider } from '@mui/material';
import { LocalizationProvider } from '@mui/x-date-pickers';
import { AdapterDayjs } from '@mui/x-date-pickers/AdapterDayjs';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/zh-cn';
import type { i18n } from 'i18next';
import { useMemo, useState, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { NotifyProvider } from '../components/notify.tsx';
import { VaultProvider, createQueryClient, ShellProvider, type Clients } from '../lib/vault.ts';
import type { Bridge } from '../lib/bridge.ts';
import { BridgeContext } from '../lib/events.ts';
import { isLanguage } from '../lib/languages.ts';
import { AppErrorBoundary } from './error-boundary.tsx';
import { LookProvider, type ThemeChoice } from '../lib/look.tsx';
import { createAppTheme } from './theme.ts';

interface ProvidersProps {
  readonly bridge: Bridge;
  readonly clients: Clients;
  readonly i18n: i18n;
  readonly theme: ThemeChoice;
  readonly children: ReactNode;
}

/** Everything a screen stands on: the bridge, words, look, queries, notices, and a net for what breaks. */
export function Providers(props: ProvidersProps) {
  const [queries] = useState(createQueryClient);
  return (
    <BridgeContext value={props.bridge}>
      <I18nextProvider i18n={props.i18n}>
        <QueryClientProvider client={queries}>
          <ShellProvider trpcClient={props.clients.shell} queryClient={queries} keyPrefix="shell">
            <VaultProvider trpcClient={props.clients.vault} queryClient={queries} keyPrefix="vault">
              <Dressed theme={props.theme}>{props.children}</Dressed>
            </VaultProvider>
          </ShellProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </BridgeContext>
  );
}

function Dressed(props: { theme: ThemeChoice; children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'zh-CN';
  const theme = useMemo(() => createAppTheme(language), [language]);
  return (
    <ThemeProvider theme={theme} defaultMode={props.theme} storageManager={null} noSsr>
      <CssBaseline enableColorScheme />
      <LookProvider initial={props.theme}>
        <LocalizationProvider dateAdapter={AdapterDayjs} adapterLocale={language === 'en' ? 'en' : 'zh-cn'}>
          <NotifyProvider>
            <AppErrorBoundary>{props.children}</AppErrorBoundary>
          </NotifyProvider>
        </LocalizationProvider>
      </LookProvider>
    </ThemeProvider>
  );
}

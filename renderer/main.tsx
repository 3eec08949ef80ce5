import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { Providers } from './app/providers.tsx';
import { createClients } from './lib/vault.ts';
import { registerFonts } from './lib/fonts.ts';
import { createI18n } from './lib/i18n.ts';

registerFonts();
const clients = createClients(window.kedang);
// A window must open even when its small choices cannot be read: Chinese, and light or dark as the system says.
const preferences = await clients.shell.preferences
  .query()
  .catch(() => ({ language: 'zh-CN', theme: 'system' }) as const);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Providers
        bridge={window.kedang}
        clients={clients}
        i18n={createI18n(preferences.language)}
        theme={preferences.theme}
      >
        <App />
      </Providers>
    </StrictMode>,
  );
}

import { join } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import { witnessFolderIn } from '../../db/program-folder.ts';
import { sweepAtStart } from '../../db/sweep.ts';
import { createStartingOver } from './starting-over.ts';
import { startVaultWorker } from './vault-worker.ts';
import { createGrantedFiles } from './granted-files.ts';
import { setupIpc } from './ipc.ts';
import { setupLife } from './life.ts';
import { openLog } from './log.ts';
import { readLong } from './long-reader.ts';
import { setupLeaving } from './leaving.ts';
import { setMenu } from './menu.ts';
import { setupAutoLock } from './power.ts';
import { TrialPlace } from './own-places.ts';
import { openPreferences } from './preferences.ts';
import { setupPrinting } from './printing.ts';
import { serveRenderer, setupScheme } from './protocol.ts';
import { refuseSwitches } from './refusing.ts';
import { openRecentVaults } from './recent-vaults.ts';
import { limitSession, setupContentsLimits, setupNoNetwork } from './security.ts';
import { shellServicesFor } from './shell-services.ts';
import { readTable } from './table-reader.ts';
import { builtFile, createWindows } from './windows.ts';
import { wordsIn } from './words.ts';

const rendererFolder = builtFile('..', 'renderer');

app.setName('Kedang');
const isRefused = refuseSwitches();
app.enableSandbox();
setupScheme();
setupNoNetwork();
setupContentsLimits();

if (!isRefused && app.requestSingleInstanceLock()) void app.whenReady().then(start);
else if (!isRefused) app.quit();

function start(): void {
  const userData = app.getPath('userData');
  const log = openLog(join(userData, 'logs', 'main.log'));
  process.on('uncaughtException', (error) => {
    log.failure('main.uncaught', error);
    app.exit(1);
  });

  const home = process.env['KEDANG_HOME'] || userData;
  sweepAtStart(home);
  limitSession(session.defaultSession);
  serveRenderer(session.defaultSession, rendererFolder);

  const preferences = openPreferences(userData, app.getLocale());
  const files = createGrantedFiles();
  const windows = createWindows(builtFile('..', 'preload', 'index.cjs'), preferences);
  const startingOver = createStartingOver(windows.reload);
  const recent = openRecentVaults(userData);
  const vault = startVaultWorker({
    files: {
      worker: builtFile('vault-worker.js'),
      reader: builtFile('table-reader.js'),
      longReads: builtFile('long-reader.js'),
    },
    witnessFolder: witnessFolderIn(home),
    readTable,
    readLong,
    log,
    onEvent: windows.send,
    onSessionOver: (connection, reason) => {
      files.forget(connection);
      startingOver.over(connection, reason);
    },
    onNote: (note) => recent.note(note),
  });
  const autoLock = setupAutoLock(vault.lock, (connection, seconds) =>
    windows.send(connection, { type: 'idle', seconds }),
  );
  const leaving = setupLeaving({ vault, tell: windows.sendToFocused, end: () => app.quit() });
  const applyPreferences = (): void => {
    const { language, theme } = preferences.read();
    nativeTheme.themeSource = theme;
    setMenu(
      wordsIn(language),
      (command) => windows.sendToFocused({ type: 'command', command }),
      process.platform,
    );
  };
  const shellParts = {
    vault,
    files,
    preferences,
    recent,
    trial: new TrialPlace(home),
    sampleLedger: builtFile('sample', 'ledger-sample.xlsx'),
    printing: setupPrinting(rendererFolder),
    autoLock,
    leaving,
    startingOver,
    onPreferences: applyPreferences,
  };

  setupIpc({
    windows,
    vault,
    autoLock,
    log,
    shellFor: (asking) => ({ services: shellServicesFor(asking, shellParts) }),
  });
  setupLife({ windows, vault, files, autoLock, leaving, startingOver });
  applyPreferences();
  windows.open();
  log.info('main.started', { version: app.getVersion() });
}

import { spawnSync } from 'node:child_process';
import { electronBinary } from '../../../electron/electron-binary.ts';
import { ensureBrowser } from '../../../electron/stand-in/find-browser.ts';

/** What the journeys run on, and why. */
export interface Engine {
  readonly name: 'electron' | 'stand-in';
  readonly executable: string;
  readonly reason: string;
}

/** Electron where its binary is and a screen, real or virtual, can show it; else the stand-in over a browser. */
export async function chooseEngine(): Promise<Engine> {
  const binary = electronBinary();
  if (binary !== undefined && hasScreen())
    return { name: 'electron', executable: binary, reason: 'its binary is here' };
  const browser = await ensureBrowser();
  if (browser === undefined) throw new Error('neither Electron nor Chromium, Chrome or Edge is here');
  const reason = binary === undefined ? 'no Electron binary' : 'no screen for Electron';
  return { name: 'stand-in', executable: browser, reason };
}

export function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) || hasVirtualScreen();
}

export function hasVirtualScreen(): boolean {
  return spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
}

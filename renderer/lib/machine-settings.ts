/** Small choices that belong to this computer, not to a vault: language, rail, last login name. */
const prefix = 'kedang.';

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null; // storage can be switched off by policy; the choice is then simply not remembered
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // see readSetting
  }
}

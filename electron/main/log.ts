import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Bytes after which the log starts anew; one older file is kept. */
const MOST_BYTES = 1024 * 1024;

/** What happened to the program: names, codes and counts, never content, paths or what an error said. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  failure(event: string, error: unknown): void;
  /** An error that reached us as the text of its stack. */
  defect(event: string, stack: string): void;
}

/** A line that cannot be written is lost: what tells of failures must not become one. */
export function openLog(path: string): Log {
  const write = (line: object): void => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (sizeOf(path) > MOST_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // A full disk, a folder that is gone: there is nowhere left to say so.
    }
  };
  const now = (): string => new Date().toISOString();
  return {
    info: (event, facts = {}) => write({ time: now(), event, ...facts }),
    failure: (event, error) => write({ time: now(), event, ...describe(error) }),
    defect: (event, stack) => write({ time: now(), event, error: nameIn(stack), at: framesIn(stack) }),
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** An error's kind and where it arose: function and file names of ours. Its message may quote what a person typed. */
export function describe(error: unknown): { error: string; code: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: '', at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const frames = (error.stack ?? '').replace(error.message, '');
  return { error: error.name, code, at: framesIn(frames) };
}

function nameIn(stack: string): string {
  return /^[A-Z][A-Za-z]*Error\b/.exec(stack)?.[0] ?? '';
}

function framesIn(stack: string): string[] {
  const lines = stack.split('\n').filter((line) => line.startsWith('    at '));
  return lines.slice(0, 8).map(frameName);
}

function frameName(line: string): string {
  const [, name = '', place = ''] = /^ {4}at (?:(.*) \()?(.*?)\)?$/.exec(line) ?? [];
  return `${name}@${basename(place)}`;
}

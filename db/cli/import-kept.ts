/** `import list` and `import undo N`: what 导入记录 shows and does. */
import type { Command, Usage } from './command.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import type { Values } from './usage.ts';

type Work = ReturnType<Command['prepare']>;

export function listImports(rest: readonly string[], usage: Usage): Work {
  const [extra] = rest;
  if (extra !== undefined) return usage('extra_argument', { command: 'import list', argument: extra });
  return async ({ caller }, terminal) => {
    const imports = [];
    for (let after: number | null = null; ;) {
      const page: Awaited<ReturnType<typeof caller.import.list>> = await caller.import.list({ after });
      imports.push(...page.imports);
      if (page.next === null) break;
      after = page.next;
    }
    for (const one of imports) terminal.say(terminal.words('import_line', lineOf(terminal, one)));
    terminal.value(imports);
    return 0;
  };
}

function lineOf(
  terminal: Terminal,
  one: Awaited<ReturnType<CliSession['caller']['import']['list']>>['imports'][number],
) {
  const state = terminal.words(one.undone ? 'import_undone' : 'import_in');
  return { ...one, at: new Date(one.at).toISOString(), state };
}

export function undoImport([number, ...rest]: readonly string[], values: Values, usage: Usage): Work {
  if (number === undefined) return usage('missing_argument', { argument: 'N' });
  if (!/^[1-9]\d{0,8}$/.test(number)) return usage('bad_import', { found: number });
  const [extra] = rest;
  if (extra !== undefined) return usage('extra_argument', { command: 'import undo', argument: extra });
  const id = Number(number);
  return values['dry-run'] ? (session, terminal) => preview(session, terminal, id) : undo(id);
}

function undo(id: number): Work {
  return async ({ caller }, terminal) => {
    const done = await caller.import.undo({ id });
    terminal.say(terminal.words('import_undo_done', { id, ...done }));
    terminal.value({ id, ...done });
    return 0;
  };
}

/** What it would do, and what stands in the way: then it would be refused. */
async function preview({ caller }: CliSession, terminal: Terminal, id: number): Promise<number> {
  const { takenBack, restored, blocked, archives, closed } = await caller.import.previewUndo({ id });
  terminal.say(terminal.words('import_undo_would', { id, takenBack, restored, blocked }));
  for (const { archiveNo, name, by } of archives)
    terminal.say(
      terminal.words('import_undo_blocked', { archiveNo: archiveNo ?? '-', name: name ?? '-', by }),
    );
  terminal.value({ id, takenBack, restored, blocked, archives, closed });
  return blocked === 0 && closed === null ? 0 : 1;
}

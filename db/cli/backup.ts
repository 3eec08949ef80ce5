import { OPENING, type Command } from './command.ts';

/** Makes a backup in a folder; 0 only when every check of it held. */
export const backup: Command = {
  user: 'system_admin',
  options: [...OPENING, 'to', 'full'],
  words: 0,
  prepare(_rest, { to, full = false }, usage) {
    if (to === undefined) return usage('missing_option', { option: 'to' });
    return async ({ caller, grant }, terminal) => {
      const made = await caller.backup.make({ token: grant(to, 'write'), full });
      const { folder, verified, head, archives, sameDrive, failed } = made;
      terminal.say(terminal.words('backed_up', { folder, seq: head.seq, hash: head.hash, archives }));
      if (sameDrive) terminal.warn(terminal.words('backup_same_drive'));
      if (!verified) terminal.warn(terminal.words('backup_unverified', { checks: failed.join(', ') }));
      terminal.value({ folder, verified, head, archives });
      return verified ? 0 : 1;
    };
  },
};

/** Moves the archive to another folder: for one that lies on a network drive or in a synced folder. */
export const move: Command = {
  user: 'system_admin',
  options: [...OPENING, 'to'],
  words: 0,
  prepare(_rest, { to: folder }, usage) {
    if (folder === undefined) return usage('missing_option', { option: 'to' });
    return async ({ caller, grant }, terminal) => {
      const { from, to, aside, head } = await caller.vault.move({ token: grant(folder, 'write') });
      terminal.say(terminal.words('moved', { to, seq: head.seq, hash: head.hash }));
      if (aside === null) terminal.warn(terminal.words('moved_not_aside', { from }));
      else terminal.say(terminal.words('moved_aside', { aside }));
      terminal.value({ from, to, aside, head });
      return 0;
    };
  },
};

/** Restores a backup, with a password of its day or two recovery sheets. Nobody is signed in to anything. */
export const restore: Command = {
  user: 'system_admin',
  options: ['as', 'user', 'sheets'],
  words: 1,
  signsIn: false,
  prepare([folder], { as: target, user = restore.user, sheets }, usage) {
    if (folder === undefined) return usage('missing_argument', { argument: 'FOLDER' });
    if (target === undefined) return usage('missing_option', { option: 'as' });
    return async ({ caller, grant }, terminal) => {
      const secret = sheets
        ? { sheets: [await askSheet(1), await askSheet(2)] as [string, string] }
        : { login: user, password: await terminal.password(terminal.words('ask_password')) };
      const { restoreId, madeAt } = await caller.backup.inspect({ token: grant(folder, 'read'), secret });
      const restored = await caller.backup.restore({ restoreId, token: grant(target, 'write') });
      const { lost, aside, head, archives, verified } = restored;
      const time = (at: number | null) => at && new Date(at).toISOString();
      const madeOn = time(madeAt);
      terminal.say(terminal.words('restored', { target, madeOn, seq: head.seq, hash: head.hash, archives }));
      if (!verified) terminal.warn(terminal.words('restored_unverified'));
      if (aside !== null) terminal.say(terminal.words('restored_aside', { aside }));
      if (lost !== null && lost.acts > 0) {
        const people = lost.people.map(({ name, acts }) => `${name} ${acts}`).join(', ');
        const span = { first: time(lost.first), last: time(lost.last) };
        terminal.say(terminal.words('restored_lost', { acts: lost.acts, people, ...span }));
      }
      terminal.value({
        ...restored,
        lost: lost && { ...lost, first: time(lost.first), last: time(lost.last) },
      });
      return 0;

      function askSheet(box: 1 | 2): Promise<string> {
        return terminal.ask(terminal.words(`ask_whole_sheet_${box}`));
      }
    };
  },
};

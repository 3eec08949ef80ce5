import { OPENING, type Command } from './command.ts';

/** `anchor check CODE`: holds a 存证码 from paper against the log; 0 only when it agrees. */
export const anchor: Command = {
  user: 'auditor',
  options: OPENING,
  words: Infinity,
  prepare([verb, ...code], _values, usage) {
    if (verb !== 'check') return usage('anchor_check_only');
    if (code.length === 0) return usage('missing_argument', { argument: 'CODE' });
    return async ({ caller }, terminal) => {
      const result = await caller.audit.compare({ code: code.join(' ') });
      const { state, seq, newest } = result;
      const at = 'at' in result ? new Date(result.at).toISOString() : null;
      const first = 'first' in result ? result.first : null;
      terminal.say(terminal.words(`anchor_${state}`, { seq, newest, at, first }));
      terminal.value({ ...result, ...(at === null ? {} : { at }) });
      return state === 'agrees' ? 0 : 1;
    };
  },
};

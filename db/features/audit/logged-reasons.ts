import { REASONS_SINCE } from '../../domain/permissions.ts';
import { reasonRuleOf } from '../../domain/reasons-of-acts.ts';
import { TRIES_REASON } from '../../domain/refused-tries.ts';
import { LIST_REASON, SETTINGS_REASON } from '../../domain/said-changes.ts';
import { ACCEPT, ACCEPTANCE } from '../../work/log/acceptance.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import type { Verdict } from './standings.ts';

/** What the program says by itself in the rows of an act; one that is not named says nothing. */
const SAID: Readonly<Record<string, RegExp>> = {
  // Which set of sheets, the keys that certify with those before and with these, who signed besides, and how.
  'vault.renew_sheets':
    /^\d{1,6} (?:none|[0-9a-f]{64}) [0-9a-f]{64} (?:sheets|account:\d{1,9}) [0-9a-f]{128}$/,
  // Names of the folders from and to which, cleaned.
  'vault.move': /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/]{0,40}\/[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/]{0,40}$/u,
  // It took in what another archive of the same customer said.
  'customers.edit': /^joined$/,
  // Many were assigned at once, and that was taken back.
  'customers.assign': /^undone$/,
  'customers.read': /^(?:history|proposed|search)$/,
  'customers.print': /^(?:docx|pdf)$/,
  'inspections.print': /^(?:docx|pdf)$/,
  'audit.compare': /^(?:agrees|differs|older)$/,
  'audit.print': /^(?:docx|pdf)$/,
  'repairs.read': /^(?:docx|pdf)$/,
  'properties.read': /^(?:docx|pdf)$/,
  'reports.print': /^(?:docx|pdf)$/,
  'reports.export': /^(?:xlsx|docx|pdf)$/,
  'reports.check': /^(?:same|other|cancelled|no_copy)$/,
  'audit.verify': /^since \d{1,15}$/,
  // Its number and kind, and the one before.
  'audit.anchor': /^[1-9]\d{0,8} [a-z]{1,20} (?:[0-9a-f]{64}|-)$/,
  // What is asked for, and the public key that it would bring; up to which row it was read.
  'accounts.ask': /^(?:set_roles|(?:create|enable|reset_password) [0-9a-f]{64})$/,
  'accounts.acknowledge': /^\d{1,15}$/,
  'audit.refill_anchors': /^\d{1,9}$/,
  [ACCEPT]: ACCEPTANCE,
  'audit.particulars': /^(?:invited|active|disabled)$/,
  // Whether it held, how far it was looked at, its head and bytes; the names of its folders, cleaned.
  'backup.make':
    /^(?:verified|unverified|apart) (?:full|since) \d{1,15} [0-9a-f]{64} \d{1,15} [^\p{Cc}\p{Cf}\p{Cs}]{0,270}$/u,
  // Whether it held, the head, and how much was compared; or why it could not be restored.
  'backup.rehearse':
    /^(?:(?:right|wrong) \d{1,15} [0-9a-f]{64} \d{1,6} \d{1,6} \d{1,6}|failed [a-z._]{1,60})$/,
  'backup.restore': /^\S{24} \d{1,15} [0-9a-f]{64}(?: < \d{1,15} [0-9a-f]{64} \(\d{1,15}\))?$/,
  'seed.run': /^\d{1,9}-\d{1,9}$/,
  'settings.edit': SETTINGS_REASON,
  'lists.edit': LIST_REASON,
  'clock.vouch': /^[0-9a-f]{128}$/,
  'vault.sign_in': TRIES_REASON,
  'vault.sign_out': /^(?:asked|idle|screen|suspend|closed|moved)$/,
};

/** Acts on archives of an import, which name its file. */
const BROUGHT_IN = ['customers.create', 'customers.edit'];
const IMPORT = 'import.apply';

/**
 * Judges what rows of the log give as a reason, by default deny: a choice of the act, or what the program says by itself.
 * Nothing that a person wrote stands there, but for the name of a file that they brought in. Rows of rules from before
 * have what was written then.
 */
export class LoggedReasons {
  /** Rows since the last signed one name a file: an import has to close them. */
  #namesFile = false;

  /** False for a row whose reason its act does not take; that of a row that brings keys or roles is judged with those. */
  allows(row: AuditRow, verdict: Verdict): boolean {
    if ((row.rules ?? 0) < REASONS_SINCE) return true;
    const isCovered = row.signature === null;
    const isClosed = isCovered || !this.#namesFile || row.action === IMPORT;
    if (!isCovered) this.#namesFile = false;
    return isClosed && (verdict !== 'nothing' || this.#takes(row, isCovered));
  }

  #takes({ action, decision, reason }: AuditRow, isCovered: boolean): boolean {
    const rule = reasonRuleOf(action);
    if (decision === 'deny' && rule !== undefined) return reason === null;
    if (reason === null) return !rule?.needed;
    if (rule?.choices.includes(reason)) return true;
    if (isCovered && BROUGHT_IN.includes(action)) return (this.#namesFile = true);
    return SAID[action]?.test(reason) ?? false;
  }
}

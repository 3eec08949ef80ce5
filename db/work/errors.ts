import { AppError, type ErrorData } from '../domain/errors.ts';
import type { AuditEntry } from './context.ts';

/** A refusal that the log must know of; it is logged after the failed call has been rolled back. */
export class LoggedError extends AppError {
  readonly entry: AuditEntry;
  constructor(code: string, entry: AuditEntry, data: ErrorData = {}) {
    super(code, data);
    this.entry = entry;
  }
}

/** Refused access. The caller sees `code`, which for a hidden record is the same as for one that does not exist. */
export class DeniedError extends LoggedError {
  constructor(code: string, entry: AuditEntry) {
    super(code, { ...entry, decision: 'deny' });
  }
}

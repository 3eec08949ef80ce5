import { useState } from 'react';
import type { FullCustomer } from './customer-record.ts';

/**
 * The version that a decision on some fields is made on: the newest as long as they stand as when the dialog opened,
 * since other fields are not its affair; else that of then, which the vault refuses.
 */
export function useVersionSeen(
  { version, input }: FullCustomer,
  fields: ReadonlyArray<keyof FullCustomer['input']>,
): number {
  const values = JSON.stringify(fields.map((field) => input[field]));
  const [opened] = useState({ version, values });
  return values === opened.values ? version : opened.version;
}

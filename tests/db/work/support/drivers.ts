import { requestDriver } from '../../reports/driver.ts';
import { filingDriver } from '../../filings/driver.ts';
import type { FlowDriver } from './flow-driver.ts';

/** One for each flow there is. */
export const DRIVERS: readonly FlowDriver[] = [filingDriver, requestDriver];

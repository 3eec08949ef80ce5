import { amendmentDriver } from '../../reports/amendment-driver.ts';
import { requestDriver } from '../../reports/driver.ts';
import { filingDriver } from '../../filings/driver.ts';
import type { FlowDriver } from './flow-driver.ts';

/** One for each flow of which whoever asks sees their own cases alone. */
export const DRIVERS: readonly FlowDriver[] = [filingDriver, requestDriver];

/** And of those that the department sees whoever asked. */
export const ALL_DRIVERS: readonly FlowDriver[] = [...DRIVERS, amendmentDriver];

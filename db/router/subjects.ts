import { customersSubject } from '../features/customers/subject.ts';
import { filingsSubject } from '../features/filings/subject.ts';
import type { Subject } from '../work/subject.ts';

/** Every subject that brings something to home or to prints, in the order in which home lists them. */
export const subjects: readonly Subject[] = [filingsSubject, customersSubject];

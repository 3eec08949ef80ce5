import type { Subject } from '../../work/subject.ts';
import { environmentLedger } from './store.ts';

export const environmentSubject: Subject = { name: 'environment', ledgers: [environmentLedger] };

import type { Subject } from '../../work/subject.ts';
import { IMPORTS } from './kept-store.ts';

export const importSubject: Subject = { name: 'import', ledgers: [IMPORTS] };

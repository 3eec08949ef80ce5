import type { Subject } from '../../work/subject.ts';
import { anchorForm } from './anchor-form.ts';

export const auditSubject: Subject = { name: 'audit', forms: [anchorForm] };

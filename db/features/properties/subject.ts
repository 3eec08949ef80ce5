import type { Subject } from '../../work/subject.ts';
import { propertiesForm } from './form.ts';
import { noteLedger, staffLedger, testLedger } from './ledgers.ts';

export const propertiesSubject: Subject = {
  name: 'properties',
  forms: [propertiesForm],
  ledgers: [testLedger, noteLedger, staffLedger],
};

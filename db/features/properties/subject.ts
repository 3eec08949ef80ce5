import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { Subject, Waiting } from '../../work/subject.ts';
import { propertiesForm } from './form.ts';
import { noteLedger, staffLedger, testLedger } from './ledgers.ts';
import { lastTest } from './tests.ts';

export const propertiesSubject: Subject = {
  name: 'properties',
  forms: [propertiesForm],
  ledgers: [testLedger, noteLedger, staffLedger],
  waiting,
};

/** What failed in the newest test of everything and of which nothing was said, for those who may say it. */
function waiting({ reader, actor }: QueryContext): Waiting[] {
  if (!mayEver(actor.roles, 'properties.handle')) return [];
  const test = lastTest(reader, { seq: 1 });
  return test
    ? [{ kind: 'properties_open', count: test.open, late: 0, link: `/properties?test=${test.id}` }]
    : [];
}

/** The words of all subjects whose acts stand in the log, for a list of its rows on paper. */
import accounts from '../../../resources/locales/zh-CN/accounts.json' with { type: 'json' };
import audit from '../../../resources/locales/zh-CN/audit.json' with { type: 'json' };
import common from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import customers from '../../../resources/locales/zh-CN/customers.json' with { type: 'json' };
import environment from '../../../resources/locales/zh-CN/environment.json' with { type: 'json' };
import filings from '../../../resources/locales/zh-CN/filings.json' with { type: 'json' };
import inspections from '../../../resources/locales/zh-CN/inspections.json' with { type: 'json' };
import lists from '../../../resources/locales/zh-CN/lists.json' with { type: 'json' };
import properties from '../../../resources/locales/zh-CN/properties.json' with { type: 'json' };
import repairs from '../../../resources/locales/zh-CN/repairs.json' with { type: 'json' };
import reportAmendments from '../../../resources/locales/zh-CN/report_amendments.json' with { type: 'json' };
import reportRequests from '../../../resources/locales/zh-CN/report_requests.json' with { type: 'json' };
import reports from '../../../resources/locales/zh-CN/reports.json' with { type: 'json' };
import type { Say } from '../../domain/log-words.ts';
import { fillWords } from '../../domain/wording.ts';

type Words = Readonly<Partial<Record<string, string>>>;

const WORDS: Readonly<Partial<Record<string, Words>>> = {
  accounts,
  audit,
  common,
  customers,
  environment,
  filings,
  inspections,
  lists,
  properties,
  repairs,
  report_amendments: reportAmendments,
  report_requests: reportRequests,
  reports,
};

/** In Chinese, as all forms are. */
export const say: Say = (key, values) => {
  const at = key.indexOf(':');
  const wording = WORDS[key.slice(0, at)]?.[key.slice(at + 1)];
  return wording === undefined ? undefined : fillWords(wording, values);
};

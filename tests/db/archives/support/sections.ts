import * as filings from './filings.ts';
import * as imports from './imports.ts';
import * as inspections from './inspections.ts';
import * as office from './office.ts';
import * as records from './records.ts';
import * as reports from './reports.ts';
import type { World } from './world.ts';

export interface Section {
  readonly read: (world: World) => Promise<unknown>;
  /** What a later program may show besides; see `matching`. */
  readonly added?: 'anything';
  /** Written down with what is empty in it; so is all of which a later program may show more. */
  readonly exact?: true;
}

/**
 * Everything that `contents.json` says of an archive, and how it is asked of the program through the router. Where a
 * procedure comes to answer in another shape, the reading here follows it; what was written down stays.
 */
export const SECTIONS: Readonly<Record<string, Section>> = {
  archive: { read: office.readArchive },
  log: { read: office.readLog },
  verification: { read: office.readVerification, added: 'anything' },
  people: { read: office.readPeople, added: 'anything' },
  settings: { read: office.readSettings, added: 'anything' },
  lists: { read: office.readLists, added: 'anything' },
  home: { read: office.readHome },
  drafts: { read: office.readDrafts, exact: true },
  preferences: { read: office.readPreferences, exact: true },
  aside: { read: office.readAside },
  templates: { read: office.readTemplates },
  customers: { read: records.readCustomers },
  sight: { read: records.readSight },
  orders: { read: records.readOrders },
  facets: { read: records.readFacets, added: 'anything' },
  searches: { read: records.readSearches },
  similar: { read: records.readSimilar },
  filings: { read: filings.readFilings },
  steps: { read: filings.readSteps },
  cards: { read: records.readCards, added: 'anything' },
  export: { read: records.readExport, added: 'anything' },
  later: { read: records.readLater, added: 'anything' },
  // Those below came with format 230: what is kept of older ones says nothing of them.
  inspections: { read: inspections.readInspections, added: 'anything' },
  entries: { read: inspections.readEntries, added: 'anything' },
  records: { read: inspections.readRecordForms, added: 'anything' },
  repairs: { read: inspections.readRepairs, added: 'anything' },
  environment: { read: inspections.readEnvironment, added: 'anything' },
  properties: { read: inspections.readProperties, added: 'anything' },
  // And these with format 250.
  reportRequests: { read: reports.readReportRequests, added: 'anything' },
  reports: { read: reports.readReports, added: 'anything' },
  reportsAsked: { read: reports.readReportsAsked, added: 'anything' },
  recomputed: { read: reports.readRecomputed, added: 'anything' },
  reportCopies: { read: reports.readReportCopies, added: 'anything' },
  reportPapers: { read: reports.readReportPapers, added: 'anything' },
  amendments: { read: reports.readAmendments, added: 'anything' },
  definitions: { read: reports.readDefinitions, added: 'anything' },
  // And these with format 260.
  imports: { read: imports.readImports, added: 'anything' },
  gone: { read: imports.readGone, added: 'anything' },
};

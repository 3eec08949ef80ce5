/** What windows hear of when it changes: namespaces of the procedures by which it is read. */
export type ChangedKind =
  | 'accounts'
  | 'audit'
  | 'backup'
  | 'clock'
  | 'customers'
  | 'environment'
  | 'filings'
  | 'import'
  | 'inspections'
  | 'lists'
  | 'properties'
  | 'repairs'
  | 'reportAmendments'
  | 'reportDefinitions'
  | 'reportRequests'
  | 'reports'
  | 'witnesses';

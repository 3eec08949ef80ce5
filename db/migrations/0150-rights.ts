/**
 * A row of the log says by which version of the permission table it was allowed, and what access to its record depended
 * on, before the act and after it. Rows from before have neither.
 */
export const sql = /* sql */ `
alter table audit add column rules integer check (rules > 0);
alter table audit add column subject text;
`;

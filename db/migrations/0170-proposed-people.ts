/**
 * Whom an import proposes as responsible for an archive, until somebody is assigned; the index is for counting those
 * that wait.
 */
export const sql = /* sql */ `
alter table customer add column proposed_responsible_id integer references person (id);
create index customer_by_proposed_responsible on customer (proposed_responsible_id)
  where proposed_responsible_id is not null;
`;

/**
 * The log itself says which signing keys there are: a row that brings one carries it, so that no key counts which
 * nobody entitled to it brought in.
 */
export const sql = /* sql */ `
alter table audit add column new_key blob check (length(new_key) = 32);
`;

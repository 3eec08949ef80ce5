/**
 * Anchors are counted, each names the one before by the hash of its line, and the log says with which row each was made.
 * Those of before have neither number nor predecessor.
 */
export const sql = /* sql */ `
alter table anchor add column number integer check (number > 0);
alter table anchor add column prev blob check (length(prev) = 32);
create unique index anchor_by_number on anchor (number) where number is not null;
`;

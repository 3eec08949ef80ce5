/**
 * Hashes in the log say by which version they were made, and rows of history are chained: `digest` covers the digest
 * before it and the salted hash of what the row says, and the log's row carries the last (`history`). Rows from before
 * have none; the first digest after them covers them all.
 */
export const sql = /* sql */ `
alter table audit add column hash_version integer not null default 1;
alter table audit add column history blob check (length(history) = 32);

alter table customer_change add column salt blob check (length(salt) = 16);
alter table customer_change add column content_hash blob check (length(content_hash) = 32);
alter table customer_change add column digest blob check (length(digest) = 32);

create trigger customer_change_no_update before update on customer_change
begin select raise(abort, 'history rows are final'); end;
create trigger customer_change_no_delete before delete on customer_change
begin select raise(abort, 'history rows are final'); end;
`;

/**
 * A reason is a choice, which the log has too; what a person adds to it stays with the record. Reasons from before are
 * what was written then, in the column of the choice.
 */
export const sql = /* sql */ `
alter table customer_change add column reason_text text;
alter table flow_step add column reason_text text;
`;

/** Names of people for whoever names an account: the one thing that any subject may join. */
export const sql = /* sql */ `
create view account_name as
  select account.id as account_id, account.login, person.id as person_id, person.name
  from account join person on person.id = account.person_id;
`;

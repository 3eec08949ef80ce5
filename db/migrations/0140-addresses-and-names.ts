/** Further names, the legal representative and the site of a customer; mail and WeChat of a person there. */
export const sql = /* sql */ `
alter table customer add column short_name text;
alter table customer add column english_name text;
alter table customer add column legal_person text;
alter table customer add column website text;
alter table contact add column email text;
alter table contact add column wechat text;
`;

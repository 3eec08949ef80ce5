import type { CustomerInput } from '../../../db/domain/customer.ts';
import type { FacetName } from '../../../db/domain/customer-list.ts';
import { blankContact, blankCustomer } from '../../../db/domain/customer.ts';
import { ROLES } from '../../../db/domain/roles.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { seedCustomers } from '../../../db/features/seed/service.ts';
import type { MutationContext } from '../../../db/work/context.ts';
import { REGISTRIES } from '../../../db/router/host.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

/** What the vault's own subjects bring to search. */
export const sources = REGISTRIES.search;

/** The facets that lists are narrowed by, and what names them. */
export const FACET_NAMES = sources.entries.facets.map(({ name }) => name as FacetName);

/** Names and fields that tempt a search to go wrong. */
export const ODD_CUSTOMERS: ReadonlyArray<Partial<CustomerInput>> = [
  { name: '佛山市金艺五金制品有限公司', indexTerms: ['重点 客户'], note: '月结 30 天；「加急」' },
  { name: '金艺', party: 'individual', contacts: [person('仇金艺', '13800138000')] },
  { name: '金艺建材', formerNames: ['佛山金藝工坊'] },
  { name: '順德區龍鳳電器有限公司', address: '廣東省佛山市順德區龍江鎮１２３號' },
  { name: '𠮷野家（中国）餐饮 Yoshinoya', note: '𠮷𠮷 a𠮷b 🏭🏭工厂' },
  { name: 'ABC-123 & "Söhne" GmbH', legacyCode: 'A/B-77"x' },
  { name: "O'Neil * (test) AND OR NOT NEAR", note: 'a* -b ^c {d} \'e\' "f" \\g %_ 100%' },
  { name: '3M中国有限公司', legacyCode: '001' },
  { name: '  多  空格   公司 ', note: '第一行\n第二行\t末尾' },
  { name: '①②③ ㎡ ½ ﬁ Å', formerNames: ['ＦＵＬＬ　ＷＩＤＴＨ'] },
  { name: '西安长安重庆银行', contacts: [person('单长安', '0757-62980843')] },
  { name: 'xian西安', note: 'e\u0301cole \u202Eevil\u202C zero\u200Bwidth' },
  { name: '广州某某（集团）有限公司', formerNames: ['某某(集团)重型 机械·厂'] },
  { name: '吕氏略阳绿女银行', contacts: [person('曾乐单', '+86 138-0013-8001')] },
  { name: '重长行乐会都朝藏调单（长城）', shortName: '曾记' },
  { name: '的', party: 'individual' },
  { name: '长'.repeat(60), note: '号'.repeat(300) },
];

function person(name: string, mobile: string): CustomerInput['contacts'][number] {
  return { ...blankContact(), name, mobile, note: `${name}的备注` };
}

/** An archive with seeded customers and the odd ones, some of them closed to most people. */
export async function openSearchVault(seeded = 250): Promise<TestVault> {
  const vault = await openTestVault();
  await vault.signIn(...ROLES);
  const ctx = asTrial(vault.contextOf('archivist'));
  const developer = vault.contextOf('developer').actor.personId;
  seedCustomers(ctx, { customers: seeded, start: 7 });
  ctx.transaction((db) => {
    for (const [index, odd] of ODD_CUSTOMERS.entries()) {
      const input = { ...blankCustomer(index % 3 === 0 ? 'supplier' : 'client'), ...odd };
      const closed = index % 4 === 1 ? ('top_secret' as const) : ('normal' as const);
      fileCustomer(
        db,
        ctx,
        {
          ...input,
          secrecy: closed,
          secrecyUntil: index === 5 ? '2020-01-01' : null,
          responsibleId: index % 2 === 0 ? developer : null,
          grade: index % 3 === 0 ? 'gold' : null,
        },
        { filedOn: '2026-01-02' },
      );
    }
  });
  return vault;
}

export function asTrial(ctx: MutationContext): MutationContext {
  return { ...ctx, facts: { ...ctx.facts, trial: true } };
}

import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { codes, draftOne } from './support/drafts.ts';

const [P1, P2] = ['13812345678', '13912345678'];
/** The people and numbers of a row, with its note and what was said. */
function people(titles: string[], ...cells: CellValue[]) {
  const { draft, warnings } = draftOne(['客户名称', ...titles], ['甲公司', ...cells]);
  if (!draft) throw new Error('refused');
  const { contacts, phones, legalPerson, note } = draft.input;
  const shown = contacts.map(({ name, position, mobile, phone }) => [name, position, mobile, phone]);
  return { contacts, shown, phones, legalPerson, note, said: codes(warnings) };
}

describe('1. columns of numbers', () => {
  it('that hold only blanks are none: the next is the person’s', () => {
    expect(people(['联系人', '手机', '电话'], '张三', ' ', P1)).toMatchObject({
      shown: [['张三', null, P1, null]],
      phones: [],
    });
    expect(people(['联系人', '手机'], '张三', '')).toMatchObject({
      shown: [['张三', null, null, null]],
      phones: [],
    });
  });

  it('in the column of names, without a name, are what parts nothing', () => {
    expect(people(['联系人', '手机'], `张三${P1}`, P2)).toMatchObject({
      shown: [['张三', null, P1, null]],
      phones: [P2],
    });
    expect(people(['联系人', '手机'], '张三 12', P2).phones).toEqual([]);
    expect(people(['联系人', '手机'], '6298 0843', P2).shown).toHaveLength(1);
  });

  it('that cannot be read go to the note with the title they stand under', () => {
    expect(people(['联系人', '手机', '电话'], '张三', '见名片', '问前台')).toMatchObject({
      note: '手机：见名片\n电话：问前台',
      said: ['phone_unreadable', 'phone_unreadable'],
    });
  });
});

describe('words beside a number', () => {
  it('are the note of the only person of the row', () => {
    const { contacts, note, said } = people(
      ['联系人', '手机', '电话'],
      '张三',
      `${P1}（微信同号）`,
      '0757-62980843（财务）',
    );
    expect(contacts).toMatchObject([{ name: '张三', mobile: P1, note: '微信同号；财务' }]);
    expect([note, said]).toEqual([null, []]);
  });

  it('are the archive’s where it is not sure whose they are, with the column', () => {
    const { contacts, note, said } = people(['联系人', '手机'], '张三、李四', `${P1}/${P2}（微信同号）`);
    expect(contacts.map((contact) => contact.note)).toEqual([null, null]);
    expect([note, said]).toEqual([`手机：${P1}/${P2}（微信同号）`, ['noted']]);
    expect(people(['手机'], `${P1}（微信同号）`).note).toBe(`手机：${P1}（微信同号）`);
  });
});

describe('2. somebody', () => {
  it('of a second column of people is one of them', () => {
    expect(people(['联系人', '手机', '第二联系人'], '张三', P1, `李四 ${P2}`).shown).toEqual([
      ['张三', null, P1, null],
      ['李四', null, P2, null],
    ]);
  });

  it('who is named twice keeps all numbers, those without a place as the company’s', () => {
    const both = people(
      ['联系人/电话', '联系人', '手机', '第二联系人'],
      `张三 ${P1}`,
      '张三',
      P2,
      `张三 ${P1}`,
    );
    expect(both).toMatchObject({ shown: [['张三', null, P1, null]], phones: [P2] });
    const apart = people(['联系人/电话', '联系人', '手机'], '张三(经理) 0757-62980843', '张三', P2);
    expect(apart).toMatchObject({ shown: [['张三', '经理', P2, '0757-62980843']], phones: [] });
  });

  it('with a name that is too long goes to the note with all that is said of them', () => {
    const { max } = CONTACT_FIELDS.name;
    expect(people(['联系人', '手机'], 'x'.repeat(max), P1)).toMatchObject({
      shown: [['x'.repeat(max), null, P1, null]],
    });
    const long = 'x'.repeat(max + 1);
    expect(people(['联系人', '手机'], long, P1)).toMatchObject({
      shown: [],
      note: `联系人：${long} ${P1}`,
      said: ['person_unreadable'],
    });
  });

  it('beyond as many as there may be goes to the note with the number, and nobody who is known', () => {
    const { most } = CUSTOMER_FIELDS.contacts;
    const names = Array.from({ length: most + 1 }, (_, at) => `甲${String.fromCodePoint(0x4e00 + at)}`);
    const numbers = names.map((_, at) => String(13_800_000_700 + at));
    const full = people(
      ['联系人', '手机', '第二联系人'],
      names.join('、'),
      numbers.join('/'),
      `${names[0]} 0757-62980843`,
    );
    expect(full.shown).toHaveLength(most);
    expect(full.shown[0]?.[3]).toBe('0757-62980843');
    expect(full).toMatchObject({
      note: `联系人：${names[most]} ${numbers[most]}`,
      said: ['person_unreadable'],
    });
  });
});

describe('3. the legal person', () => {
  const { max } = CUSTOMER_FIELDS.legalPerson;
  it.each<[CellValue, string | null, string[]]>([
    ['王五', '王五', []],
    [`王五 ${P1}`, '王五', ['法定代表人']],
    [`王五(董事长) ${P1}`, '王五', ['董事长']],
    [P1, null, []],
    [`${'x'.repeat(max)} ${P1}`, 'x'.repeat(max), ['法定代表人']],
  ])('of %j is %j', (cell, name, positions) => {
    const found = people(['法定代表人'], cell);
    expect(found.legalPerson).toBe(name);
    expect(found.contacts.map(({ position }) => position)).toEqual(positions);
    expect(found.phones).toEqual(cell === P1 ? [P1] : []);
  });

  it('with a name that is too long stays unsaid there', () => {
    expect(people(['法定代表人'], `${'x'.repeat(max + 1)} ${P1}`).legalPerson).toBeNull();
  });
});

describe('4. what else is said of a person', () => {
  const titles = ['联系人', '职务', '微信'];
  it('is kept as long as it may be, and else in the note', () => {
    const { max } = CONTACT_FIELDS.position;
    expect(people(titles, '张三', '长'.repeat(max), '').contacts[0]).toMatchObject({
      position: '长'.repeat(max),
      wechat: null,
    });
    expect(people(titles, '张三', '长'.repeat(max + 1), 'wx')).toMatchObject({
      contacts: [{ position: null, wechat: 'wx' }],
      note: `职务：${'长'.repeat(max + 1)}`,
    });
  });

  it('goes to the note where there is nobody', () => {
    expect(people(titles, '', '经理', '')).toMatchObject({ contacts: [], note: '职务：经理' });
  });
});

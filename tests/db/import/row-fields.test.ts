import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import type { DraftContext } from '../../../db/features/import/choices.ts';
import { placeFinder } from '../../../db/features/import/lookups.ts';
import { codes, draftAll, draftOne } from './support/drafts.ts';

function inputOf(titles: string[], cells: CellValue[], context: Partial<DraftContext> = {}) {
  const { draft, problems } = draftOne(['客户名称', ...titles], ['甲公司', ...cells], context);
  if (!draft) throw new Error(JSON.stringify(problems));
  return draft.input;
}

describe('1. a row', () => {
  it('with a name that is too long does not also say that it is missing', () => {
    const said = (name: string) =>
      codes(draftOne(['客户名称', '客户分类'], [name, '外星'], { category: null }).problems);
    expect(said('长'.repeat(121))).toEqual(['category_unknown', 'too_long']);
    expect(said('')).toEqual(['category_unknown', 'name_missing']);
  });

  it('with cells too many says how many there are, and how many there may be', () => {
    const titles = ['客户名称', '手机', '多余格1', '多余格2', '多余格3'];
    const extra = draftOne(titles, ['甲', '', '', '多', '余']);
    expect(extra.warnings).toMatchObject([{ value: '多、余', data: { found: 5, expected: 2 } }]);
    expect(extra.draft?.input.note).toBe('第 4 列：多\n第 5 列：余');
    expect(draftOne(['客户名称', '手机', '多余格1'], ['甲', '', ' ']).warnings).toEqual([]);
    const before = draftOne([...titles, '未导入原因'], ['甲', '', '', '', '', '没有客户名称']);
    expect([before.warnings, before.draft?.input.note]).toEqual([[], null]);
  });

  it('with nothing to say shares that with others', () => {
    const [one, two] = draftAll(
      ['客户名称', '手机'],
      [
        ['甲公司', ''],
        ['乙公司', ''],
      ],
    );
    expect(one?.problems).toBe(two?.problems);
    expect(one?.warnings).toBe(two?.warnings);
    expect(one?.problems).toEqual([]);
  });

  it('says nothing of itself where the catalogue has words for that', () => {
    expect(inputOf(['手机'], [''])).toMatchObject({
      party: 'organisation',
      secrecy: 'normal',
      retention: 'D30',
      grade: null,
      uscc: null,
      usccWaiver: null,
      shelf: null,
      note: null,
    });
    expect(inputOf(['保管期限', '密级', '客户性质'], ['永久', '机密', '个人'])).toMatchObject({
      retention: 'Y',
      secrecy: 'secret',
      party: 'individual',
    });
    expect(codes(draftOne(['客户名称', '保管期限'], ['甲公司', '一百年']).warnings)).toEqual([
      'word_unknown',
    ]);
  });
});

describe('2. 同上', () => {
  it('below a cell without anything stands for that, and says nothing', () => {
    const [, two] = draftAll(
      ['客户名称', '备注'],
      [
        ['甲公司', null],
        ['乙公司', '同上'],
      ],
    );
    expect([two?.warnings, two?.cells, two?.draft?.input.note]).toEqual([[], ['乙公司', null], null]);
  });

  it('may stand between blanks, and not in a text', () => {
    const notes = draftAll(
      ['客户名称', '备注'],
      [
        ['甲', '月结'],
        ['乙', '      同上      '],
        ['丙', '同上月'],
      ],
    );
    expect(notes.map(({ draft }) => draft?.input.note)).toEqual(['月结', '月结', '同上月']);
  });
});

describe('3. fields', () => {
  it.each(['9144+', '+9144'])('%j is no code and stays in the note', (text) => {
    expect(inputOf(['税号'], [text])).toMatchObject({ uscc: null, note: `税号：${text}` });
  });

  it('that several columns give share the places that there are', () => {
    const most = CUSTOMER_FIELDS.indexTerms.most / 2;
    const words = (sign: string, count: number) => Array.from({ length: count }, (_, at) => `${sign}${at}`);
    const input = inputOf(
      ['供应产品', '主题词'],
      [words('产', most).join('、'), words('词', most + 1).join(',')],
    );
    expect(input.indexTerms).toEqual([...words('产', most), ...words('词', most)]);
    expect(input.note).toBe(`主题词：词${most}`);
    const { max } = CUSTOMER_FIELDS.indexTerms;
    expect(inputOf(['主题词'], ['长'.repeat(max)])).toMatchObject({
      indexTerms: ['长'.repeat(max)],
      note: null,
    });
    expect(inputOf(['主题词'], ['长'.repeat(max + 1)]).indexTerms).toEqual([]);
  });

  it('are amounts by the unit of their title, and lists by their words', () => {
    expect(inputOf(['年业务量(万元)'], ['1.5']).annualVolume).toBe(15_000);
    expect(inputOf(['年业务量'], [''])).toMatchObject({ annualVolume: null, note: null });
    const codeOf = (list: string, _category: string, word: string) =>
      list === 'industry' && word === '陶瓷' ? 'ceramics' : null;
    expect(inputOf(['行业'], ['陶瓷'], { codeOf })).toMatchObject({ industry: 'ceramics', note: null });
  });

  it('of the note are its columns and then what was kept, each once and without blanks', () => {
    expect(inputOf(['备注', '说明', '喜好'], ['月结', ' ', '钓鱼']).note).toBe('月结\n喜好：钓鱼');
    expect(inputOf(['备注', '说明'], ['月结', '月结']).note).toBe('月结');
  });
});

describe('4. a place on the shelf', () => {
  const parts = ['柜', '层', '位', '库房'];

  it('of which a part is missing stays in the note, with what its columns say', () => {
    const { draft, warnings } = draftOne(['客户名称', ...parts], ['甲公司', 'B', '1', '', '甲库房']);
    expect(draft?.input).toMatchObject({ shelf: null, note: '柜：B\n层：1\n库房：甲库房' });
    expect(codes(warnings)).toEqual(['shelf_unreadable', 'shelf_unreadable', 'noted']);
    expect(inputOf(parts, ['', '', '', '甲库房'])).toMatchObject({ shelf: null, note: '库房：甲库房' });
  });

  it('that is no place stays in the note as a whole', () => {
    expect(inputOf(parts, ['B', 'x', '1', ''])).toMatchObject({ shelf: null, note: '柜：B-x-1' });
    expect(inputOf(['柜号', ...parts], ['B-1-12', 'B', '', '', '甲库房'])).toMatchObject({
      shelf: { room: '甲库房', cabinet: 'B', level: 1, position: 12 },
      note: null,
    });
    expect(inputOf(parts, ['', '', '', ''])).toMatchObject({ shelf: null, note: null });
  });
});

it('5. a place is looked up once for each way of writing it, house numbers left out', () => {
  const find = placeFinder();
  const at = (address: string) => find({ province: '', city: '', district: '', address });
  expect(at('佛山市南海区桂丹路1号').city).not.toBeNull();
  expect(at('佛山市南海区桂丹路1号')).toBe(at('佛山市南海区桂丹路25号\n二楼'));
  expect(at('佛山市')).not.toBe(at('广州市'));
  const city = (name: string) => find({ province: '', city: name, district: '', address: '' });
  expect(city('佛山市')).toBe(city('佛山市'));
  expect(city('佛山市')).not.toEqual(city('广州市'));
});

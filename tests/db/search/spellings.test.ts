import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

/** Names as departments have them, each with what people type for it. */
const TYPED: ReadonlyArray<readonly [name: string, typed: readonly string[]]> = [
  ['重庆榕江五金有限公司', ['chongqing', 'zhongqing', 'cqrj', 'zqrj', '榕江五金']],
  ['长沙榕湘机械厂', ['changsha', 'csrx', 'zhangsha']],
  ['厦门榕鹭电器有限公司', ['xiamen', 'xmrl', 'shamen']],
  ['长春榕吉轴承有限公司', ['changchun', 'ccrj']],
  ['成都榕蜀五金店', ['chengdu', 'cdrs']],
  ['乐清榕瓯电气有限公司', ['yueqing', 'leqing', 'yqro']],
  ['六安榕皖建材有限公司', ['luan', 'liuan', 'larw']],
  ['蚌埠榕淮机械厂', ['bengbu', 'bangbu']],
  ['番禺榕穗五金厂', ['panyu', 'fanyu', 'pyrs']],
  ['大埔榕梅陶瓷厂', ['dabu', 'dapu', 'dbrm']],
  ['铅山榕信纸业有限公司', ['yanshan', 'qianshan']],
  ['洪洞榕晋铸造厂', ['hongtong', 'hongdong']],
  ['浒墅关榕苏模具厂', ['xushuguan', 'hushuguan']],
  ['荥阳榕豫阀门厂', ['xingyang', 'yingyang']],
  ['单县榕鲁木业有限公司', ['shanxian', 'danxian', 'sxrl']],
  ['曾氏五金厂', ['zengshi', 'cengshi', 'zswj', 'cswj', 'zeng']],
  ['单记五金店', ['shanji', 'danji', 'sjwj']],
  ['解氏木器厂', ['xieshi', 'jieshi', 'xsmq']],
  ['仇记铁铺', ['qiuji', 'chouji']],
  ['区记家具厂', ['ouji', 'quji']],
  ['朴氏商行', ['piaoshi', 'pushi', 'shanghang']],
  ['查记茶行', ['zhaji', 'chaji', 'chahang']],
  ['盖氏机电厂', ['geshi', 'gaishi']],
  ['尉迟五金店', ['yuchi', 'weichi', 'ycwj']],
  ['覃记五金店', ['qinji', 'tanji']],
  ['缪氏针织厂', ['miaoshi', 'miushi']],
  ['乐氏糖果厂', ['yueshi', 'leshi']],
  ['中国榕树银行', ['yinhang', 'zgrsyh']],
  ['会计师楼五金店', ['kuaijishi', 'huijishi']],
  ['大厦物业榕管处', ['dasha', 'daxia']],
  ['还珠五金厂', ['huanzhu', 'haizhu']],
  ['藏龙五金厂', ['canglong', 'zanglong']],
  ['朝晖五金厂', ['zhaohui', 'chaohui']],
  ['降龙五金厂', ['xianglong', 'jianglong']],
  ['万俟五金店', ['moqi', 'wansi']],
  ['麻涌榕江钢材店', ['machong', 'mayong', 'mcrj']],
  ['黄陂榕木机械厂', ['huangpi', 'huangbei', 'hprm']],
  ['沌口榕车灯厂', ['zhuankou', 'dunkou', 'zkrc']],
  ['宕昌榕药公司', ['tanchang', 'dangchang']],
  ['大栅栏榕鞋店', ['dashilan', 'dazhalan', 'dslrxd']],
  ['剡溪榕绸厂', ['shanxi', 'yanxi']],
  ['洗氏榕具店', ['xianshi', 'xishi']],
  ['郇氏农机厂', ['xunshi', 'huanshi']],
  ['焯记烧腊店', ['zhuoji', 'chaoji']],
  ['刹车榕片厂', ['shache', 'chache']],
  ['电饼铛榕店', ['dianbingcheng', 'dianbingdang']],
  ['莨绸榕纱厂', ['liangchou', 'langchou']],
  // Folded these are 干: read like the character that they are written with.
  ['乾坤榕五金店', ['qiankun', 'gankun', 'qkrwj']],
  ['乾燥設備榕廠', ['ganzao', 'gzsbrc']],
  ['𠮷野榕家具店', ['jiye', 'jyrjj']],
  ['吕氏五金厂', ['lvshi', 'lushi', 'lüshi', 'ｌｖ', 'lswj']],
  ['绿源五金厂', ['lvyuan', 'luyuan', 'lüyuan', 'lvyvan']],
  ['女娲五金厂', ['nvwa', 'nuwa', 'nüwa']],
  ['略阳五金厂', ['lveyang', 'lueyang', 'lüeyang']],
  ['虐夏五金店', ['nvexia', 'nuexia']],
  ['聚吕巨五金厂', ['julvju', 'juluju', 'jvlvjv']],
  ['云鱼五金厂', ['yunyu', 'yvnyv']],
  ['㐀氏五金店', ['qiushi', '㐀氏']],
  ['A.O.榕史密斯店', ['ao榕', 'a.o.榕', 'A·O·榕', 'aorsms']],
  ['枫丹\n榕五金有限公司', ['枫丹榕', '枫丹 榕五金', 'fengdanrong', 'fdrwj']],
  ['榕（佛山）五金有限公司', ['榕佛山五金', '榕(佛山)五金', '（佛山）', '山五金', 'rongfoshanwujin']],
  ['榕·记五金店', ['榕记', '榕.记', 'rongji']],
  ['榕-海五金厂', ['榕海', '榕—海', '榕 - 海', '榕海 · 五金厂', '榕 & 海', 'ronghai']],
  ['榕海&山五金厂', ['榕海山', '海＆山', '&']],
  [
    '广州某某（集团）有限公司',
    ['某某集团', '集团有限', '某某(集团)有限', '某某（集团', 'mmjtyx', '（集团）'],
  ],
  ['广州甲某集团有限公司', ['甲某（集团）有限', '甲某(集团)']],
];

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  ctx.transaction((db) => {
    const file = (input: Parameters<typeof aCustomer>[0]) =>
      fileCustomer(db, ctx, aCustomer({ contacts: [], ...input }), { filedOn: '2026-01-02' });
    for (const [name] of TYPED) file({ name });
    file({ name: '电话甲厂', contacts: [aContact({ name: '单晓曾', mobile: '13800138000' })] });
    file({ name: '电话乙厂', phones: ['0757-83334444'], legacyCode: 'KH-2019/007' });
    file({ name: '电话丙厂', phones: ['0757-62980843-801'], legacyCode: '客2018-0315' });
    file({ name: '电话丁厂', phones: ['+85223456789'], legacyCode: '1-2-1-3' });
    file({ name: '电话戊厂', contacts: [aContact({ mobile: '13988008866' })], legacyCode: '粤A·0042' });
  });
});
afterAll(() => vault[Symbol.asyncDispose]());

const found = async (text: string) =>
  (await vault.as('archivist').search.query({ text, limit: 200 })).results.map(({ name }) => name);

describe('a name is found by every way to type it', () => {
  it.each(TYPED)('%s by %j', async (name, typed) => {
    const kept = name.replace('\n', '');
    for (const text of typed)
      expect([text, ...(await found(text)).map((one) => one.replaceAll(/\s/g, ''))]).toContain(kept);
  });

  it.each([
    ['rongjiang五金', '重庆榕江五金有限公司'],
    ['重庆rj', '重庆榕江五金有限公司'],
    ['榕江wujin有限', '重庆榕江五金有限公司'],
    ['CQRJ五金', '重庆榕江五金有限公司'],
    ['ao榕史密斯', 'A.O.榕史密斯店'],
  ])('half in letters: %s finds %s', async (text, name) => {
    expect(await found(text)).toContain(name);
  });

  it.each([
    '榕zangqing',
    // Letters that are typed for no character stay where they stand.
    '五金pvc',
    '榕a',
  ])('half in letters: %s finds nothing', async (text) => {
    expect(await found(text)).toEqual([]);
  });

  it('and by nothing else', async () => {
    for (const text of ['zangqing', 'lvxian', 'jvlvxv', 'changsa', '集团甲', '&&', 'zengsi'])
      expect([text, ...(await found(text))]).toEqual([text]);
  });
});

describe('a number is found however it is pasted', () => {
  it.each([
    '13800138000',
    '138-0013-8000',
    '138 0013 8000',
    '138.0013.8000',
    '+86 138-0013-8000',
    '+86 138 0013 8000',
    '+8613800138000',
    '(+86)138-0013-8000',
    '（+86） 138 0013 8000',
    '008613800138000',
    '8613800138000',
    '86 138 0013 8000',
    '１３８００１３８０００',
    '＋８６ １３８－００１３－８０００',
  ])('%s', async (text) => {
    expect(await found(text)).toEqual(['电话甲厂']);
  });

  it.each(['(0757)8333 4444', '0757-83334444', '0757/83334444', '+86 0757-8333-4444', '（0757）8333－4444'])(
    '%s',
    async (text) => {
      expect(await found(text)).toEqual(['电话乙厂']);
    },
  );

  it.each(['013800138000', '(86) 138 0013 8000', '(86)138-0013-8000'])('%s', async (text) => {
    expect(await found(text)).toEqual(['电话甲厂']);
  });

  it.each([
    '86-757-83334444',
    '86-0757-83334444',
    '(86-757)83334444',
    '86 757 8333 4444',
    '8675783334444',
    '0086 757 8333 4444',
  ])('%s', async (text) => {
    expect(await found(text)).toEqual(['电话乙厂']);
  });

  it.each([
    '0757-62980843-801',
    '0757-62980843转801',
    '（0757）62980843轉801',
    '0757-62980843 转801',
    '0757 6298 0843 转 801',
    '62980843转分机801',
    '62980843（转801）',
    '62980843 (分机801)',
    '62980843 Ext. 801',
    '62980843x801',
    '62980843 # 801',
    '86-757-62980843',
  ])('%s', async (text) => {
    expect(await found(text)).toEqual(['电话丙厂']);
    const { results } = await vault.as('archivist').search.query({ text, limit: 1 });
    expect(results[0]?.matched.map(({ field }) => field)).toEqual(['phones']);
  });

  it.each(['0757-62980843转802', '62980843 转', '转801', '600x600'])('%s finds nothing', async (text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each(['0085223456789', '00852-23456789', '+852 2345 6789', '00852 2345 6789', '(00852) 2345 6789'])(
    '%s',
    async (text) => {
      expect(await found(text)).toEqual(['电话丁厂']);
    },
  );

  // Equal parts count each: without the second 88 it is another number.
  it.each(['139 88 00 88 66', '139 8800 8866', '粤A 0042', '粤 A 0042'])('%s', async (text) => {
    expect(await found(text)).toEqual(['电话戊厂']);
  });

  it.each([
    ['1 2 1 3', '电话丁厂'],
    ['客 2018 0315', '电话丙厂'],
    ['客 2019 0315', null],
  ])('%s in %s', async (text, name) => {
    expect(await found(text)).toEqual(name === null ? [] : [name]);
  });

  it.each(['kh-2019/007', 'KH2019007', 'ＫＨ２０１９－００７', '2019.007', 'kh 2019 007'])(
    '%s',
    async (text) => {
      expect(await found(text)).toEqual(['电话乙厂']);
    },
  );

  it.each(['+85 13800138000', '+8613800138001', '13800138000-1'])('%s finds nothing', async (text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('a 档号', () => {
  it('is found with any sign or none between its parts', async () => {
    const { archiveNo, id } = (await vault.as('archivist').search.query({ text: '电话甲厂', limit: 1 }))
      .results[0] ?? {
      archiveNo: '',
      id: 0,
    };
    const parts = archiveNo.split(/[-·]/);
    const typed = [
      ...['-', '·', '', '.', '/', ' ', '－'].map((sign) => parts.join(sign)),
      parts.slice(-2).join(''),
      parts.slice(-2).join('-'),
      archiveNo.toLowerCase(),
      archiveNo.replaceAll(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    ];
    for (const text of typed) {
      const { results } = await vault.as('archivist').search.query({ text, limit: 5 });
      expect([text, ...results.map((row) => row.id)]).toEqual([text, id]);
      expect(results[0]?.matched.map(({ field }) => field)).toEqual(['archiveNo']);
    }
  });
});

describe('an index that another program has spelled', () => {
  it('is made anew when the vault is opened', async () => {
    await using old = await openTestVault();
    const { id } = await old.as('archivist').customers.create(aCustomer({ name: '曾氏五金厂' }));
    const ctx = old.contextOf('archivist');
    ctx.transaction((db) => {
      db.execute("insert into search_index (search_index) values ('delete-all')");
      db.execute("update archive_meta set value = '1' where key = 'search_spellings'");
    });
    const { search } = old.as('archivist');
    expect((await search.query({ text: 'zengshi', limit: 5 })).results).toEqual([]);
    old.host.signOutAll('closed');
    await old.signIn('archivist');
    const again = await old.as('archivist').search.query({ text: 'zengshi', limit: 5 });
    expect(again.results.map((row) => row.id)).toEqual([id]);
    const { value } = old
      .contextOf('archivist')
      .reader.row<{ value: string }>("select value from archive_meta where key = 'search_spellings'") ?? {
      value: '',
    };
    expect(value).not.toBe('1');
  });

  it('tells how far that is, and can be left off: then the next sign-in begins again', async () => {
    await using old = await openTestVault();
    const { id } = await old.as('archivist').customers.create(aCustomer({ name: '曾氏五金厂' }));
    old.contextOf('archivist').transaction((db) => {
      db.execute("insert into search_index (search_index) values ('delete-all')");
      db.execute("update archive_meta set value = '1' where key = 'search_spellings'");
    });
    old.host.signOutAll('closed');
    old.cancelled.add(0);
    await expect(old.signIn('archivist')).rejects.toMatchObject({ code: 'common.cancelled' });
    expect(old.host.opened).toBeNull();
    old.cancelled.clear();
    await old.signIn('archivist');
    expect(old.eventsOf('archivist')).toContainEqual({
      type: 'progress',
      job: 'vault.open',
      done: 1,
      total: 1,
    });
    const { results } = await old.as('archivist').search.query({ text: 'zengshi', limit: 5 });
    expect(results.map((row) => row.id)).toEqual([id]);
  });
});

/**
 * Characters with more than one reading in use today, tone apart: in words, in surnames and in names of places. What is
 * read so in one old word alone (合 as gě, 佛 in 仿佛, 术 in 白术) is left out, for it would find everything else.
 */
const TABLE =
  '㐀qiu 阿a,e 艾ai,yi 拗ao,niu 扒ba,pa 柏bai,bo 百bai,bo 伯bo,bai 蚌bang,beng 磅bang,pang 膀bang,pang ' +
  '薄bo,bao,bu 堡bao,bu,pu 暴bao,pu 刨bao,pao 瀑pu,bao 曝pu,bao 炮pao,bao 剥bao,bo 泌mi,bi 秘mi,bi 费fei,bi ' +
  '便bian,pian 扁bian,pian 屏ping,bing 泊bo,po 卜bu,bo 埔pu,bu 参can,shen,cen 藏cang,zang 曾zeng,ceng ' +
  '差cha,chai,ci 查cha,zha 禅chan,shan 颤chan,zhan 单dan,shan,chan 长chang,zhang 朝chao,zhao 车che,ju ' +
  '称cheng,chen 乘cheng,sheng 盛sheng,cheng 澄cheng,deng 谌chen,shen 匙chi,shi 尺chi,che 重chong,zhong ' +
  '种zhong,chong 臭chou,xiu 仇qiu,chou 畜chu,xu 褚chu,zhu 传chuan,zhuan 幢zhuang,chuang 椎zhui,chui ' +
  '绰chuo,chao 伺si,ci 枞zong,cong 攒zan,cuan 撮cuo,zuo 大da,dai 弹dan,tan 澹dan,tan 石shi,dan 叨dao,tao ' +
  '得de,dei 的de,di 地di,de 提ti,di 翟zhai,di 调diao,tiao 洞dong,tong 都du,dou 度du,duo 囤tun,dun 恶e,wu ' +
  '番fan,pan 繁fan,po 冯feng,ping 否fou,pi 脯fu,pu 宓mi,fu 盖gai,ge 芥jie,gai 扛kang,gang 给gei,ji ' +
  '颈jing,geng 句ju,gou 莞guan,wan 贾jia,gu 括kuo,gua 龟gui,jun,qiu 涡wo,guo 虾xia,ha 还huan,hai ' +
  '行hang,xing,heng 咳ke,hai 貉he,hao 和he,huo 会hui,kuai 浒hu,xu 桧gui,hui 溃kui,hui 豁huo,hua 夹jia,ga ' +
  '茄qie,jia 稽ji,qi 缉ji,qi 系xi,ji 藉ji,jie 祭ji,zhai 见jian,xian 犍qian,jian 干gan,qian 降jiang,xiang ' +
  '强qiang,jiang 角jiao,jue 脚jiao,jue 觉jue,jiao 校xiao,jiao 嚼jiao,jue 桔ju,jie 解jie,xie 颉jie,xie ' +
  '劲jin,jing 靓liang,jing 隽jun,juan 浚jun,xun 筠yun,jun 瞿qu,ju 卡ka,qia 咀ju,zui 阚kan,han 壳ke,qiao ' +
  '圈quan,juan 隗wei,kui 烙lao,luo 落luo,la,lao 乐le,yue,lao 络luo,lao 勒le,lei 棱leng,ling 俩liang,lia ' +
  '六liu,lu 碌lu,liu 陆lu,liu 弄long,nong 露lu,lou 率shuai,lv 抹mo,ma 埋mai,man 脉mai,mo 蔓man,wan ' +
  '氓mang,meng 冒mao,mo 没mei,mo 糜mi,mei 缪miao,mou,miu 模mo,mu 牟mou,mu 万wan,mo 娜na,nuo 乜nie,mie ' +
  '粘zhan,nian 疟nve,yao 区qu,ou 胖pang,pan 迫po,pai 朴piao,pu,po 栖qi,xi 铅qian,yan 纤xian,qian 茜qian,xi ' +
  '亲qin,qing 覃qin,tan 雀que,qiao 荨xun,qian 塞sai,se 色se,shai 厦sha,xia 杉shan,sha 莎sha,suo 召zhao,shao ' +
  '折zhe,she 歙she,xi 什shi,shen 莘xin,shen 省sheng,xing 识shi,zhi 食shi,si 峙zhi,shi 似si,shi 属shu,zhu ' +
  '熟shu,shou 数shu,shuo 谁shei,shui 说shuo,shui 俟si,qi 宿su,xiu 拓tuo,ta 陶tao,yao 尉wei,yu 蔚wei,yu ' +
  '巷xiang,hang 削xiao,xue 叶ye,xie 血xue,xie 荥xing,ying 陉xing,jing 铣xi,xian 郗xi,chi 吓xia,he 殷yin,yan ' +
  '约yue,yao 钥yao,yue 员yuan,yun 俞yu,shu 粥zhou,yu 择ze,zhai 扎zha,za 轧zha,ya 柞zuo,zha 爪zhua,zhao ' +
  '著zhu,zhuo 着zhe,zhuo,zhao 琢zhuo,zuo 仔zi,zai 兹zi,ci 获huo,huai 嗯en,ng 凹ao,wa 咖ka,ga 核he,hu ' +
  '吭keng,hang 尿niao,sui 拾shi,she 沓ta,da 吁yu,xu 咽yan,ye 蜡la,zha 偻lou,lv 珲hun,hui 圩wei,xu ' +
  '晟sheng,cheng 涌yong,chong 陂bei,pi,po 沌dun,zhuan 宕dang,tan 栅zha,shan,shi 栎li,yue 栟bing,ben 剡yan,shan ' +
  '侗dong,tong 峒dong,tong 垌dong,tong 坻di,chi 溱qin,zhen 泷long,shuang 浍kuai,hui 崴wei,wai 箐qing,jing ' +
  '町ding,ting 姥lao,mu 伽jia,qie,ga 槟bin,bing 洗xi,xian 郇xun,huan 郄qie,xi 炅jiong,gui 佴nai,er 贲ben,bi ' +
  '镡tan,chan,xin 铫yao,diao 么me,yao 焯zhuo,chao 玢bin,fen 玟wen,min 玚yang,chang 锳ying 焘tao,dao 峤qiao,jiao ' +
  '刹sha,cha 铛dang,cheng 槛kan,jian 呢ni,ne 镐gao,hao 耙pa,ba 钯ba,pa 枸gou,ju 蛤ge,ha 钿dian,tian 莨lang,liang ' +
  '荠ji,qi 芫yuan,yan 苕shao,tiao 糁san,shen 樘tang,cheng 桁heng,hang 窨yin,xun 裳shang,chang 哪na,ne 了le,liao ' +
  '骠piao,biao 辟pi,bi 蹊qi,xi 𠮷ji';

/** By characters as folding leaves them: 乾 is read by the entry of 干. */
export const READINGS: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.split(' ').map((entry) => {
    const [character = ''] = entry;
    return [character, entry.slice(character.length).split(',')] as const;
  }),
);

/**
 * Characters of one name that are found by their further readings; of more than these the first ones are. It keeps the
 * spellings of a name few: at most three readings and two ways to write ü for each.
 */
export const MOST_HETERONYMS = 8;

/** What one character can be typed as. */
export interface Readings {
  /** Syllables without tone, the one that it has in the name first; none for what is not Chinese. */
  readonly syllables: readonly string[];
  /** Their first letters, each once; a Latin letter or digit itself, or nothing. */
  readonly initials: readonly string[];
}

const NONE: Readings = { syllables: [], initials: [] };
const known = new Map<string | null, Map<string, Readings>>();
const MOST_KNOWN = 20_000;
let kept = 0;

/** ü is typed as v and as u. */
const written = (syllable: string): string[] =>
  syllable.startsWith('lv') || syllable.startsWith('nv')
    ? [syllable, syllable.replace('v', 'u')]
    : [syllable];

function make(character: string, syllable: string | null): Readings {
  const further = READINGS.get(character) ?? [];
  const syllables = [...new Set((syllable === null ? further : [syllable, ...further]).flatMap(written))];
  if (syllables.length === 0)
    return /^[a-z0-9]$/.test(character) ? { syllables: [], initials: [character] } : NONE;
  return { syllables, initials: [...new Set(syllables.map((text) => text.charAt(0)))] };
}

/** By the reading that a character has in its name, null for none. */
export function readingsOf(character: string, syllable: string | null): Readings {
  const found = known.get(syllable)?.get(character);
  if (found !== undefined) return found;
  if (kept === MOST_KNOWN) {
    known.clear();
    kept = 0;
  }
  kept += 1;
  const readings = make(character, syllable);
  const read = known.get(syllable) ?? new Map<string, Readings>();
  known.set(syllable, read.set(character, readings));
  return readings;
}

/** The same by one reading alone. */
export function onlyReading(character: string, syllable: string | null): Readings {
  const all = readingsOf(character, syllable);
  const [first] = all.syllables;
  return first === undefined ? all : { syllables: [first], initials: [first.charAt(0)] };
}

export const isHeteronym = ({ syllables }: Readings): boolean => syllables.length > 1;

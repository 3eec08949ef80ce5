import { halfWidth } from './text.ts';

const LONGEST = 12;
const SIGNS = String.raw`[-—–―_=·.。…,，、/\\|*~+×\s]+|x{2,}`;
const WORDS =
  '无|没有|暂无|暂缺|缺|空|空白|不详|不明|不清楚|不知道|未知|未填写?|未录入?|未登记|未提供|未评|未评级|未定|未确认|' +
  '待补|待补充|待填写?|待定|待查|待核|待核实|待核对|待确认|待完善|待录入|待更新|待评定?|' +
  String.raw`n/?a|n\.a\.?|null|nil|none|nan|undefined|tbd|tba|unknown`;
const NOTHING = new RegExp(`^[（(【[]?(?:${SIGNS}|${WORDS})[）)】\\]]?$`, 'iu');

/** True for an empty text and for what people write where they have nothing to write, in whichever column. */
export function isNothing(text: string): boolean {
  if (text === '') return true;
  if (text.length > LONGEST * 3) return false;
  const bare = text.trim();
  return bare.length <= LONGEST && NOTHING.test(halfWidth(bare));
}

import { expect, test } from 'vitest';
import { addressWithin } from '../../../db/domain/text/address.ts';

const SHUNDE = ['广东省', '佛山市', '顺德区'];

test.each([
  ['广东省佛山市顺德区容桂红旗中路 88 号', SHUNDE, '容桂红旗中路 88 号'],
  ['广东省 佛山市 顺德区 容桂', SHUNDE, '容桂'],
  ['佛山市顺德区容桂', SHUNDE, '容桂'],
  ['广东省佛山市南海区桂城', SHUNDE, '南海区桂城'],
  ['广东省佛山市南海区桂城', ['广东省', '佛山市', null], '南海区桂城'],
  ['广东省佛山市', SHUNDE, ''],
  ['北京市朝阳区建国路 1 号', ['北京市', '北京市', '朝阳区'], '建国路 1 号'],
  ['容桂红旗中路 88 号', SHUNDE, '容桂红旗中路 88 号'],
  ['顺德区容桂', SHUNDE, '顺德区容桂'],
  ['晋城市城区大道 5 号', ['山西省', '晋城市', '城区'], '城区大道 5 号'],
  ['广东省佛山市容桂', [null, null, null], '广东省佛山市容桂'],
  ['', SHUNDE, ''],
])('of %j in %j there is %j left', (address, names, left) => {
  expect(addressWithin(address, names)).toBe(left);
});

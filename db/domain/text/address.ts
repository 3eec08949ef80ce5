/** What makes a road or a village of the name before it: 城区大道 is not in the district 城区. */
const GOES_ON = /^[东西南北中]?(?:大道|大街|[路街道巷村镇])/;

/**
 * An address without the places before it that stand beside it already: 容桂红旗中路 88 号 of 广东省佛山市顺德区容桂红旗中路 88
 * 号. It begins with the province or the city; what is written otherwise stays.
 */
export function addressWithin(
  address: string,
  [province, city, district]: ReadonlyArray<string | null>,
): string {
  const without = (rest: string, name: string | null | undefined) => {
    if (!name || !rest.startsWith(name)) return rest;
    const next = rest.slice(name.length).trimStart();
    return GOES_ON.test(next) ? rest : next;
  };
  const inCity = without(without(address, province), city);
  return inCity === address ? address : without(inCity, district);
}

/** 地址：, 528000 and （邮编528000）, behind which an address begins. */
const BEFORE =
  /^\s*(?:(?:地址|邮编|邮政编码)\s*[:：]?\s*)?[（(]?(?:邮编\s*[:：]?\s*)?(?:\d{6}(?!\d))?[)）]?[\s,，]*/;

/** An address from the name of its place on. */
export const withoutPostcode = (address: string): string => address.replace(BEFORE, '');

export { nameSortKey } from './pinyin.ts';

export { nameSortKey } from './pinyin.ts';
export {
  indexCustomer,
  indexCustomers,
  isIndexComplete,
  optimiseIndex,
  rebuildIndex,
  unindexCustomer,
  unindexCustomers,
} from './index-writer.ts';

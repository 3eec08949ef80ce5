/** 四性检测 (rules.md D5). */
export { filedTest } from './filed.ts';
export { FollowingTests } from './following.ts';
export { propertyTest } from './look.ts';
export { pauseTest, runTest, testStatus, type Tested } from './run.ts';
export { readStaff, saveStaff, type StaffList } from './staff.ts';
export {
  handleFailure,
  isHandled,
  lastTest,
  listTests,
  openFailures,
  openTest,
  summaryOf,
  type OpenedTest,
  type ShownTest,
  type TestSummary,
} from './tests.ts';

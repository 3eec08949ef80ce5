import type { ReadableDb } from '../../connection/handles.ts';
import { lastChange, lastCustomerId } from '../customers/service.ts';

/** Archives and changes that are looked through in the vault's own thread: less time than a process takes to start. */
const FEW = 20_000;

/** True for a vault whose reports need no process of their own. */
export const hasFew = (db: ReadableDb): boolean => lastCustomerId(db) + lastChange(db) <= FEW;

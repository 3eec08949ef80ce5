/**
 * React as the program ships it has no `act`, which the testing library asks for when it is loaded: here an act is
 * one change of the screen with all that follows from it, as one event is in the program.
 */
import { createRequire } from 'node:module';
import type ReactDom from 'react-dom';

const load = createRequire(import.meta.url);
const react = load('react') as { act?: (callback: () => unknown) => Promise<unknown> };
const { flushSync } = load('react-dom') as typeof ReactDom;

react.act ??= async (callback) => {
  const result = await flushSync(callback);
  flushSync(() => undefined);
  return result;
};

import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { quickenJsdom } from './quick-jsdom.ts';

// Files share one window, which is made ready once.
if (!Reflect.has(window, 'isQuick')) quickenJsdom();
Reflect.set(window, 'isQuick', true);

// Each test leaves it as it found it.
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  const { documentElement: root } = document;
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
  localStorage.clear();
  sessionStorage.clear();
  window.location.hash = '';
});

import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// Files share one window: each test leaves it as it found it.
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  window.location.hash = '';
});

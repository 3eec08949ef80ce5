import { inject } from 'vitest';
import { rememberFrom } from './remembered-derivation.ts';
import { derivationsBeside } from './template.ts';

// Threads that a test starts read the same file.
rememberFrom(derivationsBeside(inject('templateVault')));

import { inject } from 'vitest';
import { derivationsOf, FORMATS } from '../db/archives/support/fixtures.ts';
import { rememberFrom } from './remembered-derivation.ts';
import { derivationsBeside } from './template.ts';

// Threads that a test starts read the same files.
rememberFrom([derivationsBeside(inject('templateVault')), ...FORMATS.map(derivationsOf)]);

/** Brings a file in plainly in a process of its own, as the import has one: started anew, nothing compiled yet. */
import { importPlainly } from './plain-import.ts';

const [file, path] = process.argv.slice(2);
if (file === undefined || path === undefined) throw new Error('plain-process FILE DATABASE');
importPlainly(file, path);

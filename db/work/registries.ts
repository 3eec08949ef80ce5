import type { ProgramAct } from './program-acts.ts';
import type { SearchSources } from './search-source.ts';
import type { Subject } from './subject.ts';

/** What the subjects bring for the whole vault to use. `db/router` fills it in; whoever starts a vault passes it on. */
export interface Registries {
  readonly search: SearchSources;
  /** In the order in which home lists them. */
  readonly subjects: readonly Subject[];
  /** What the program does by itself after a call that made it due. */
  readonly afterCalls: readonly ProgramAct[];
}

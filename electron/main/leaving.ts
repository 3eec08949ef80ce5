import type { ShellEvent } from '../shell/bridge.ts';
import type { VaultWorker } from './vault-worker.ts';

export interface Leaving {
  /** True when the program may end now. Otherwise what has to be done first is begun, and `end` is called after it. */
  mayEnd(): boolean;
  /** The person does not want to wait for it. */
  skip(): void;
  /** The person does not want to leave any more; what was begun goes on. */
  stay(): void;
}

/** What comes before the end of the program: the backup of the day, where one is due and somebody is signed in. */
export function setupLeaving({
  vault,
  tell,
  end,
}: {
  readonly vault: Pick<VaultWorker, 'leave'>;
  readonly tell: (event: ShellEvent) => void;
  readonly end: () => void;
}): Leaving {
  let state: 'staying' | 'asked' | 'free' = 'staying';

  function free(): void {
    state = 'free';
    end();
  }

  async function leave(): Promise<void> {
    await vault.leave(() => {
      if (state === 'asked') tell({ type: 'leaving' });
    });
    if (state === 'asked') free();
  }

  return {
    mayEnd() {
      if (state === 'staying') {
        state = 'asked';
        void leave();
      }
      return state === 'free';
    },
    skip() {
      if (state === 'asked') free();
    },
    stay() {
      if (state === 'asked') state = 'staying';
    },
  };
}

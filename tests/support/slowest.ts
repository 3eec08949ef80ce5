/** Says at the end of a run which files took longest, and at its beginning which random runs it draws. */
import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

const SHOWN = 10;

export class Slowest implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    const { seed, long } = vitest.config.provide;
    const share = long ? 'all of them' : 'a part of them';
    this.#say(`random runs: ${share}, drawn by KEDANG_TEST_SEED=${seed}`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= SHOWN) return;
    const taken = modules
      .map((module) => ({
        file: relative(this.#vitest?.config.root ?? '', module.moduleId),
        ms: timeOf(module),
      }))
      .toSorted((one, other) => other.ms - one.ms);
    this.#say(`\nthe ${SHOWN} slowest files`);
    for (const { file, ms } of taken.slice(0, SHOWN))
      this.#say(`${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
  }

  #say(line: string): void {
    this.#vitest?.logger.log(line);
  }
}

function timeOf(module: TestModule): number {
  const { collectDuration, setupDuration, environmentSetupDuration, duration } = module.diagnostic();
  return collectDuration + setupDuration + environmentSetupDuration + duration;
}

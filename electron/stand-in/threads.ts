/** What `import … from 'node:worker_threads'` finds in the program's main process: threads that a test can end. */
import { Worker as NodeWorker } from 'node:worker_threads';
import { onControl } from './control.ts';

const running = new Set<NodeWorker>();

export class Worker extends NodeWorker {
  constructor(...args: ConstructorParameters<typeof NodeWorker>) {
    super(...args);
    running.add(this);
    this.once('exit', () => running.delete(this));
  }
}

onControl('end-threads', () => {
  for (const worker of running) void worker.terminate();
});
